/** What the files of the single sums are made of: a judgement in words, and the frame around it. */
import type { Judgement, Need } from '../../checks/types.ts';
import { timeText } from '../../checks/support/words.ts';
import type { Curer, Severity } from '../../finding.ts';
import type { ScopeCheck, ScopeInput } from '../types.ts';

type Definition = {
  readonly id: string;
  readonly title: string;
  /** The worst it can say. */
  readonly severity: Severity;
  readonly curer: Curer;
  readonly needs: readonly Need[];
  readonly expected: (input: ScopeInput) => string;
  readonly link?: string;
  readonly judge: (input: ScopeInput) => Judgement;
};

/** A whole sum from its definition. Nobody lets a sum pass: what does not fit does not fit. */
export function makeSum(d: Definition): ScopeCheck {
  return {
    id: d.id,
    title: d.title,
    needs: d.needs,
    run: (input) => {
      const { verdict, evidence, remedy, cause, causeText } = d.judge(input);
      const key = cause === null ? null : `${d.id}:${cause}`;
      return {
        ...{ check: d.id, title: d.title, verdict, severity: d.severity, evidence: `${evidence} Seen ${timeText(input.now)}.`, expected: d.expected(input), link: d.link ?? null },
        ...{ remedy, curer: d.curer, cause: key, causeText: key === null ? null : (causeText ?? d.title), question: null, attested: null, override: null, overridable: false, missingRule: null },
      };
    },
  };
}
