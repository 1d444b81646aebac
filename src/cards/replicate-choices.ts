/** The choice lists of the replicate form. */
import { clip, neutral } from '../text/neutral.ts';
import type { Words } from '../text/en.ts';
import type { ReplicateOptions } from '../usecases/types.ts';

/** What of the options the form shows. */
export type FormOptions = Pick<ReplicateOptions, 'machine' | 'resourceGroups' | 'sizes' | 'diskTypes' | 'licences' | 'runAsAccounts' | 'defaults'> & {
  readonly networks: readonly { readonly id: string; readonly name: string; readonly location: string; readonly subnets: readonly { readonly name: string; readonly prefix: string; readonly freeAddresses: number | null }[] }[];
};

/** The choice that stands for "no account: the agent is installed already"; choice values may not be empty. */
export const NO_ACCOUNT = 'none';

/** A value that an input may hold as it is. No Azure or AWS name has a template binding in it; one that has must not pass for one of ours. */
export function inputValue(text: string): string {
  return text.replaceAll('${', '$');
}

/** Network and subnet as one choice. */
export function subnetChoice(networkId: string, subnet: string): string {
  return inputValue(`${networkId}#${subnet}`);
}

/** Network and subnet of a choice made by {@link subnetChoice}; null for anything else. */
export function parseSubnetChoice(value: string): { readonly networkId: string; readonly subnet: string } | null {
  const at = value.lastIndexOf('#');
  return at > 0 && at < value.length - 1 ? { networkId: value.slice(0, at), subnet: value.slice(at + 1) } : null;
}

type Choice = { readonly title: string; readonly value: string };
/** A list that fits the card, and how many choices did not. */
export type Choices = { readonly list: readonly Choice[]; readonly left: number };

// Each value is an Azure id of up to 250 characters; longer lists would not fit a message.
const SHOWN = 25;

/** At most 25 choices; the chosen one is always among them. */
export function choices(all: readonly Choice[], chosen: string): Choices {
  const first = all.filter((c) => c.value === chosen);
  const list = [...first, ...all.filter((c) => c.value !== chosen)].slice(0, SHOWN);
  return { list: list.map((c) => ({ title: neutral(clip(c.title, 100)), value: inputValue(c.value) })), left: all.length - list.length };
}

/** Every subnet of every network as a choice. */
export function subnets(o: FormOptions, words: Words): readonly Choice[] {
  return o.networks.flatMap((n) =>
    n.subnets.map((s) => ({
      title: words.cards.replicate.subnet({ network: clip(n.name, 36), subnet: clip(s.name, 30), prefix: s.prefix, free: s.freeAddresses }),
      value: subnetChoice(n.id, s.name),
    })),
  );
}
