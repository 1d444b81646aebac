/** What a dry run lists, and what was really sent: the journals of both clouds. */
import type { World } from './world.ts';

const plain = (text: string): string => text.replaceAll('\u200b', '');

/** Everything that changed a cloud, as one line each, in the order in which it took effect. */
export function writes(w: World): readonly string[] {
  return w.sandbox.world.journal.list().filter((e) => e.accepted && !e.path.startsWith('/_sandbox')).map((e) => {
    if (e.server === 'azure') return `${e.method} ${e.path}`;
    return `ec2:${e.action} ${/(?:InstanceId\.1|GroupId)=([^&]+)/.exec(e.body)?.[1] ?? ''}`;
  });
}

/** The requests of a listing, those of several machines each for itself. */
export function listing(text: string): readonly string[] {
  const vault = /\{vault\} is (\S+)/.exec(plain(text))?.[1] ?? '';
  const lines = plain(text).split('\n').map((line) => line.replace(/^(PUT|POST) \{vault\}/, `$1 ${vault}`));
  return lines.flatMap((line, n) => {
    if (!/^(?:PUT|POST) \/|^ec2:/.test(line)) return [];
    if (!line.includes('{name}')) return [line];
    return (lines[n + 1] ?? '').split(', ').map((pair) => line.replace('{name}', pair.split(' = ')[1] ?? ''));
  });
}
