/** English words of the cards that ask somebody for something. */
import { named, quoted } from '../neutral.ts';

const form = {
  next: 'Continue',
  back: 'Back',
  cancel: 'Cancel',
  problem: (text: string): string => `⚠ ${text}`,
};

const replicate = {
  title: (name: string): string => `Replicate ${named(name)} to Azure`,
  lines: ['The EC2 machine runs on while it is copied. Nothing starts before you confirm on the next card.'],
  machine: (o: { readonly id: string; readonly type: string; readonly os: string }): string => `${o.id} · ${o.type} · ${o.os}`,
  labels: { resourceGroupId: 'Resource group', subnetChoice: 'Network and subnet', vmName: 'Name of the Azure VM', size: 'VM size', diskType: 'Disk type', licence: 'Windows licence', runAsAccountId: 'Account that installs the agent' },
  errors: { resourceGroupId: 'Please choose a resource group.', subnetChoice: 'Please choose a subnet.', vmName: 'Please give a name of 1 to 64 characters.', size: 'Please choose a size.', diskType: 'Please choose a disk type.', licence: 'Please choose a licence.', runAsAccountId: 'Please choose an account.' },
  subnet: (o: { readonly network: string; readonly subnet: string; readonly prefix: string; readonly free: number | null }): string => `${o.network} / ${o.subnet} (${o.prefix}, ${o.free === null ? 'free addresses unknown' : `${o.free} free`})`,
  size: (name: string, reason: string): string => `Suggested: ${named(name)}: ${quoted(reason)}`,
  diskTypes: { StandardSSD_LRS: 'Standard SSD (usual)', Premium_LRS: 'Premium SSD (fast)', Standard_LRS: 'Standard HDD (cheap, slow)' },
  agentInstalled: 'None: the agent is installed already',
  left: (n: number): string => `${n} more choices do not fit on this card. Name the wanted one in the scope's settings to see it here.`,
  otherProblem: 'This form',
};

const confirm = { warning: (text: string): string => `⚠ ${text}` };

const askText = {
  required: 'Please write an answer.',
  cutoverNote: { question: 'A note for the approvers? It stands on the approval card. Without one, just continue.', label: 'Note (optional)' },
};

const machine = {
  title: (icon: string, name: string, state: string): string => `${icon} ${named(name)}: ${state}`,
  facts: {
    machine: 'EC2 machine', target: 'Azure target', rpo: 'RPO', health: 'Replication health', heartbeat: 'Agent heard', point: 'Recovery point',
    backlog: 'Not sent yet', owner: 'Owner', protection: 'Guards in AWS', verdict: 'Test verdict', since: 'Since', window: 'Window', pending: 'Asked of the cloud',
  },
  progress: (bar: string, percent: string, amount: string | null): string => `${bar} ${percent} copied${amount === null ? '' : ` (${amount})`}`,
  ofTotal: (done: string, total: string | null): string => (total === null ? done : `${done} of ${total}`),
  heard: (age: string, exact: boolean): string => `${exact ? '' : 'up to '}${age} ago`,
  job: (o: { readonly what: string; readonly state: string | null; readonly done: number; readonly total: number | null; readonly current: string }): string =>
    `Azure: ${o.what}, ${o.state === null ? '' : `${o.state}, `}${o.total === null ? `${o.done}` : `${o.done} of ${o.total}`} ${o.total === null && o.done === 1 ? 'step' : 'steps'} done${o.current === '' ? '' : `, now: ${o.current}`}`,
  verdict: (works: boolean, by: string, reason: string): string => `${works ? '✔ works' : '✖ does not work'} (${by})${reason === '' ? '' : `: ${reason}`}`,
  pending: { intended: 'no answer yet', accepted: 'accepted', uncertain: 'the answer was lost; Ferry looks for its trace before anything is sent again' },
  pendingLine: (what: string, status: string): string => `${what}: ${status}`,
  next: (text: string): string => `Next: ${text}`,
  wayBack: (text: string): string => `Way back: ${text}`,
  unread: (since: string, why: string): string => `⚠ Cannot be read since ${since} (${quoted(why)}). What follows may be older.`,
  failure: (message: string, code: string): string => `✖ ${quoted(message)} (${named(code)})`,
  notSeen: 'Not looked at yet.',
  details: 'Details',
  status: 'Status',
  history: 'History',
  steps: { test: 'Start test', cutover: 'Ask for cutover', quiesce: 'Application is quiet', stopped: 'EC2 is stopped', accept: 'Accept', complete: 'Complete', retry: 'Retry', adopt: 'Adopt', resume: 'Resume', replicate: 'Replicate again' },
};

const verdict = {
  title: (name: string): string => `✋ Does the test machine of ${named(name)} work?`,
  lines: (vm: string): readonly string[] => [`Test machine ${named(vm)} was created in the isolated test network. The EC2 machine runs on unchanged.`, 'Your answer is kept, then the test machine is removed.'],
  up: (at: string): string => `Created ${at}`,
  checklist: ['It boots and you can log in', 'All disks are there and the services run', 'The application answers with plausible data', 'Nothing in it reaches production systems'],
  checklistTitle: 'Please check',
  works: 'Works',
  fails: 'Does not work',
  reason: 'What does not work?',
  reasonMissing: 'Please say what does not work; it is kept for the audit.',
  send: 'Send: does not work',
};

const quiesce = {
  title: (name: string): string => `✋ Stop the application on ${named(name)}`,
  lines: (then: string): readonly string[] => ['The cutover is approved. Ferry has stopped nothing yet and waits for your confirmation.', `When you confirm: Ferry waits until the last changes are in Azure, ${then}.`],
  checklistTitle: 'Please make sure',
  checklist: ['Users are told and locked out', 'The application and its services are stopped', 'Scheduled jobs and writers from elsewhere are stopped', 'Databases have written everything to disk'],
  loss: 'What is written on the EC2 machine after you confirm may be lost.',
  confirm: 'Application is quiet',
  withdraw: 'Withdraw (requester)',
  hold: 'Not now? Do nothing: the EC2 machine runs on.',
  until: (at: string): string => `The approval holds until ${at}; after that nothing runs on it.`,
  typed: (machine: string, approval: string | null): string => `Or type 'quiesce ${named(machine)}'${approval === null ? '' : `; whoever asked can type 'withdraw ${approval}'`}.`,
};

const acceptance = {
  title: (name: string): string => `✋ ${named(name)} was failed over: please check it`,
  lines: (owner: string, vm: string): readonly string[] => [`${named(owner)} (owner): does Azure VM ${named(vm)} work? The failover has ended; whether the application works only you can say.`],
  checklistTitle: 'Please check',
  checklist: ['The application answers with current data', 'Names and load balancers point to Azure', 'Backup and monitoring see the new machine'],
  replication: 'Your answer is only recorded: completing the migration, or rolling back, is a step of its own.',
  accept: 'Accept',
  refuse: 'Refuse',
  reason: 'What is wrong?',
  reasonMissing: 'Please say what is wrong; it is kept for the audit.',
  send: 'Send: refused',
  rollback: 'A rollback is still possible.',
};

const trouble = {
  title: (name: string, state: string): string => `⛔ ${named(name)} needs help: ${state}`,
  drifted: (name: string, state: string): string => `⚠ ${named(name)} is paused: ${state}`,
  none: (name: string): string => `✔ ${named(name)}: no open trouble`,
  facts: { step: 'Step', code: 'Code', causes: 'Possible causes', advice: 'Advice of the cloud', task: 'Failed task', since: 'Since', by: 'Who', approval: 'Approval', decided: 'Decided', adopting: 'What Adopt does' },
  by: (doer: string): string => `By ${doer}.`,
  done: 'Already done',
  doneList: { stopped: (at: string): string => `EC2 machine stopped at ${at}`, failedOver: (at: string): string => `Failed over at ${at}`, approved: (id: string): string => `Cutover ${id} approved`, nothing: 'Ferry has stopped nothing and failed nothing over.' },
  running: 'Still running',
  nothingRuns: 'Ferry knows of nothing that is still running for this machine.',
  others: 'Other machines go on. A failover that runs is not cancelled: replication has stopped for it and would not resume.',
  ids: 'Ids for support',
  rollback: 'Request rollback',
  hold: 'Hold and go on',
  rollbackReason: 'Why roll back?',
  rollbackMissing: 'Please give a reason; it is kept for the audit.',
  rollbackSend: 'Send: request rollback',
  retry: 'Retry this',
  renew: 'Ask for a new approval',
  isDone: 'Done',
  doneNote: 'What was done? (optional)',
  doneSend: 'Send: done, let Azure go on',
  cannot: "Can't",
  cannotReason: 'Why can it not be done?',
  cannotMissing: 'Please say why; it is kept for the audit.',
  cannotSend: "Send: can't be done",
  answered: (who: string, cannot: boolean, note: string): string => (cannot ? `✖ ${named(who)} says that it cannot be done: ${quoted(note)} The job stays as it is.` : `⏳ ${named(who)} says that it is done${note === '' ? '.' : `: ${quoted(note)}`} Ferry has Azure go on.`),
  traces: { arm: 'ARM correlation id', ec2: 'EC2 request id' },
  adopt: 'Adopt',
  keep: 'Keep paused',
  cutover: 'Ask for the failover',
};

export const actCards = { form, replicate, confirm, askText, machine, verdict, quiesce, acceptance, trouble };
