/** English words around how the EC2 machine comes to rest: each sentence is true under the policy it is for. */
import type { Migration } from '../../domain/migration/types.ts';
import { stopOf, type SourceStopKind, type Stoppable } from '../../domain/source-stop.ts';
import { named } from '../neutral.ts';

type ByStop<T> = { readonly [K in SourceStopKind]: T };

/** The choice, as it is offered. */
const choices: ByStop<string> = {
  ferry: 'Ferry stops the EC2 machine (usual)',
  person: 'A person stops the EC2 machine and confirms it',
  none: 'The EC2 machine is not stopped: writes are lost, two machines run',
};

/** What happens after the approval, in order. */
const order: ByStop<string> = {
  ferry: 'After the approval: the application is stopped, Ferry stops the EC2 machine, the failover runs. There is no failback to AWS.',
  person: 'After the approval: the application is stopped, a person stops the EC2 machine and confirms it, the failover runs. There is no failback to AWS.',
  none: 'After the approval: the application is stopped and the failover runs; the EC2 machine is NOT stopped. What is written to it after the last recovery point is lost, and two machines will run. There is no failback to AWS.',
};

const onApproval: ByStop<string> = { ferry: 'EC2 kept, stopped', person: 'EC2 stopped by a person, kept stopped', none: '⚠ EC2 is NOT stopped: two machines will run' };

const facts: ByStop<string> = {
  ferry: 'quiesced by a person, then stopped by Ferry, kept stopped',
  person: 'quiesced by a person, then stopped by a person who confirms it, kept stopped',
  none: '⚠ quiesced by a person, NOT stopped: writes after the last recovery point are lost',
};

const afterQuiesce: ByStop<string> = {
  ferry: 'then stops the EC2 machine, then starts the failover, which cannot be cancelled',
  person: 'then asks for the EC2 machine to be stopped; when that is confirmed and AWS shows it, it starts the failover, which cannot be cancelled',
  none: 'then starts the failover, which cannot be cancelled. The EC2 machine is not stopped, as approved',
};

const drained: ByStop<string> = { ferry: 'The EC2 machine is stopped next.', person: 'Somebody must stop the EC2 machine now.', none: 'The failover is next; the EC2 machine is not stopped, as approved.' };

/** Discarding the Azure VM is the one half of a way back; the other half depends on what became of EC2. */
const back: ByStop<string> = {
  ferry: 'rollback discards the Azure VM and starts EC2 again',
  person: 'rollback discards the Azure VM and starts EC2 again',
  none: 'rollback discards the Azure VM; the EC2 machine was not stopped',
};

const rolledBack: ByStop<string> = { ferry: 'The Azure VM is powered off first, then EC2 is started.', person: 'The Azure VM is powered off first, then EC2 is started.', none: 'The Azure VM is powered off; the EC2 machine was not stopped and is only started should it be off.' };

/** True where the machine stands at a step whose usual words would say that it is, or will be, stopped by Ferry. */
function leftOn(m: Migration): boolean {
  return stopOf(m) === 'none' && m.sourceStoppedAt === null && m.sourceLost === undefined;
}

export const stopWords = {
  choices,
  label: 'Who stops the EC2 machine?',
  reasonMissing: 'When the EC2 machine is not stopped, the note must say why.',
  order: (o: Stoppable): string => order[stopOf(o)],
  orderOf: (kind: SourceStopKind): string => order[kind],
  line: (o: Stoppable): string => onApproval[stopOf(o)],
  fact: (o: Stoppable): string => facts[stopOf(o)],
  afterQuiesce: (o: Stoppable): string => afterQuiesce[stopOf(o)],
  drained: (o: Stoppable): string => drained[stopOf(o)],
  back: (o: Stoppable): string => back[stopOf(o)],
  rolledBack: (o: Stoppable): string => rolledBack[stopOf(o)],
  leftOn,
  phases: {
    asked: 'a person must stop the EC2 machine',
    confirmed: 'confirmed as stopped, waiting until AWS shows it',
    leftOn: 'last changes copied, the EC2 machine is left running as approved, failover not started yet',
  },
  next: {
    asked: (name: string): string => `Stop the EC2 machine in AWS, then confirm on the card or type 'stopped ${name}'. The failover starts only when AWS shows it as stopped.`,
    confirmed: 'The failover starts when AWS reports the machine as stopped. Nothing to do until then.',
    draining: (o: Stoppable): string => ({ ferry: 'The EC2 machine is stopped when nothing is left to copy and a newer recovery point exists.', person: 'A card asks to stop the EC2 machine when nothing is left to copy and a newer recovery point exists.', none: 'The failover starts when nothing is left to copy and a newer recovery point exists.' })[stopOf(o)],
    quiescing: (o: Stoppable): string => ({ ferry: 'The EC2 machine is stopped after that.', person: 'A card then asks to stop the EC2 machine.', none: 'The failover comes after that; the EC2 machine is not stopped, as approved.' })[stopOf(o)],
  },
  card: {
    title: (name: string): string => `✋ Stop the EC2 machine of ${named(name)} now`,
    lines: ['The last changes are in Azure. It was approved that a person stops the EC2 machine: Ferry does not.', 'When you confirm, Ferry looks in AWS. Only when AWS shows it as stopped the failover starts, which cannot be cancelled.'],
    steps: (id: string): readonly string[] => [`Stop instance ${id} in AWS: stop, never terminate`, 'Wait until AWS shows it as stopped', 'Then confirm here'],
    stepsTitle: 'Please do this',
    loss: 'As long as it runs, what is written to it may be lost.',
    hold: 'Not now? Leave it running: then nothing is failed over.',
    confirm: 'EC2 machine is stopped',
    typed: (name: string, approval: string | null): string => `Or type 'stopped ${named(name)}'${approval === null ? '' : `; while it runs, whoever asked can type 'withdraw ${approval}'`}.`,
  },
  confirmed: (name: string): string => `Recorded: the EC2 machine of ${named(name)} is said to be stopped. The failover starts when AWS shows it, and cannot be cancelled.`,
};
