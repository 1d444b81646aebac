/** What somebody wants to see the audit of. */
export type AuditTarget =
  | { readonly kind: 'all' }
  | { readonly kind: 'approval'; readonly id: string }
  /** A machine, or those of a wave, by instance id. */
  | { readonly kind: 'machine'; readonly name: string; readonly instance: string }
  | { readonly kind: 'wave'; readonly wave: string; readonly instances: readonly string[]; /** The stream of a wave that Ferry keeps; left out for one that only tags name. */ readonly id?: string };

/** The part of a stream that tells whether it belongs to a target. */
type Head = { readonly id: string; readonly kind: string; readonly subject: string; /** All migrations of a request for a wave. */ readonly about?: readonly string[] };

/** The streams of a target, in the order given: for a machine its migrations, their approvals and what people told of it. Null for everything. */
export function streamsOf(target: AuditTarget, heads: readonly Head[]): readonly string[] | null {
  if (target.kind === 'all') return null;
  if (target.kind === 'approval') return heads.filter((h) => h.kind === 'approval' && h.id.toLowerCase() === target.id.toLowerCase()).map((h) => h.id);
  const instances = new Set(instancesOf(target));
  const migrations = new Set(heads.filter((h) => h.kind === 'migration' && instances.has(h.subject)).map((h) => h.id));
  const own = target.kind === 'wave' ? target.id : undefined;
  return heads.filter((h) => h.id === own || migrations.has(h.id) || (h.kind === 'approval' && (h.about ?? [h.subject]).some((id) => migrations.has(id))) || (h.kind === 'dossier' && instances.has(h.subject))).map((h) => h.id);
}

/** The machines of a target. */
export function instancesOf(target: AuditTarget): readonly string[] {
  if (target.kind === 'machine') return [target.instance];
  return target.kind === 'wave' ? target.instances : [];
}

/** How the card and the file call it. */
export function targetName(target: AuditTarget): string {
  switch (target.kind) {
    case 'all':
      return 'everything';
    case 'approval':
      return target.id;
    case 'machine':
      return target.name;
    case 'wave':
      return `wave ${target.wave}`;
  }
}

/** The words by which it is found again, whatever was typed: they go into buttons and links. */
export function targetKey(target: AuditTarget): string {
  if (target.kind === 'all') return 'all';
  return target.kind === 'machine' ? target.instance : targetName(target);
}
