/** What people say and press on the way, and in between: choices, interruptions, refusals, changes of mind. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, CHAT, OLA, said, type Button, type Message } from './support/chat.ts';
import { eventsOf, expectPlain, findingOf, writesOf } from './support/harmless.ts';
import { defaultsOf, findButton, makePeople, rootOf, startWorld, step, until, type World } from './support/world.ts';

let w: World;
let people: ReturnType<typeof makePeople>;
beforeAll(async () => {
  w = await startWorld({ speed: 2_000 });
  people = makePeople(w.chat);
  await w.chat.addBot();
  await w.chat.addBot(CHAT);
});
afterAll(() => w.stop());

async function typed(text: string, who = OLA, where = CHANNEL): Promise<string> {
  const answer = (await w.chat.say(who, text, where)).map(said).join('\n');
  expectPlain(answer);
  return answer;
}

/** The report card alone; other cards of the machine may be posted at the same moment. */
async function report(query: string): Promise<Message> {
  const card = (await w.chat.say(OLA, `check ${query}`)).find((m) => said(m).includes('Checks of'));
  if (card === undefined) throw new Error(`no report for ${query}`);
  return card;
}

describe('which machine is meant', () => {
  test('one name of two machines gives a choice, and the choice works', async () => {
    const [choice] = await w.chat.say(OLA, 'check web-09');
    expect(said(choice!)).toMatch(/2 machines fit. I never guess/);
    const ids = buttonsOf(choice!).map((b) => String(b.data['id']));
    expect(ids).toEqual(['i-0a100000000000009', 'i-0a100000000000010']);
    const chosen = await w.chat.press(OLA, buttonsOf(choice!)[1]!);
    expect(chosen.text).toMatch(/Checks of web-09/);
    expect(chosen.text).toMatch(/i-0a100000000000010/);
    expect(chosen.text).not.toMatch(/i-0a100000000000009/);
  });

  test.each([{ query: '10.10.1.11' }, { query: 'i-0a100000000000001' }, { query: 'WEB-01' }, { query: '"web-01"' }, { query: 'the machine web-01, please' }])('$query is web-01', async ({ query }) => {
    expect(said(await report(query))).toMatch(/Checks of web-01/);
  });

  test('an address that two machines have is a question and a block, never a guess', async () => {
    expect(await typed('check 10.10.2.15')).toMatch(/2 machines fit/);
    const one = said(await report('app-05'));
    expect(findingOf(one, 'SRC-SAMEIP')).toMatch(/^✖ [^]*i-0a200000000000004 has the address 10\.10\.2\.15 too/);
    const [list] = await w.chat.say(OLA, 'discover');
    expect(said(list!)).toMatch(/app-05/);
    expect(await typed('replicate app-05')).toMatch(/not ready/);
  });

  test('a name that nobody has gets similar ones', async () => {
    expect(await typed('check web-1')).toMatch(/Similar: web-01/);
  });
});

describe('the planted defects', () => {
  const SG = "aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-0a1b2c3d4e5f60b04 --ip-permissions 'IpProtocol=tcp,FromPort=9443,ToPort=9443,UserIdGroupPairs=[{GroupId=sg-0a1b2c3d4e5f60a01}]'";

  test.each([
    { machine: 'web-04', check: 'OS-LINUX', seen: 'Red Hat Enterprise Linux 5.1', remedy: 'Upgrade the machine to a listed version' },
    { machine: 'web-08', check: 'NET-SG-OUT', seen: 'No rule of sg-0a1b2c3d4e5f60b04 lets TCP 9443 out to the appliance', remedy: SG },
    { machine: 'web-08', check: 'ASR-DISC', seen: 'None of 22 discovered machines has the address 10.10.1.18', remedy: 'add the physical server 10.10.1.18' },
    { machine: 'db-02', check: 'NET-SG-OUT', seen: 'sg-0a1b2c3d4e5f60b04', remedy: SG },
    { machine: 'app-05-dup', check: 'SRC-SAMEIP', seen: 'i-0a200000000000005', remedy: 'another private address' },
    { machine: 'app-06', check: 'SRC-ASG', seen: 'app-06-asg', remedy: 'aws autoscaling detach-instances --region eu-west-1 --instance-ids i-0a200000000000006 --auto-scaling-group-name app-06-asg' },
    { machine: 'app-07', check: 'ARCH-ARM', seen: 'arm64', remedy: 'Rebuild the workload on x86' },
    { machine: 'app-07', check: 'OS-AMZN', seen: 'which runs on AWS only', remedy: 'Rebuild the workload' },
    { machine: 'app-08', check: 'SRC-STATE', seen: 'i-0a200000000000008 is stopped', remedy: 'aws ec2 start-instances --region eu-west-1 --instance-ids i-0a200000000000008' },
    { machine: 'db-05', check: 'SRC-ROOT', seen: 'instance-store', remedy: 'Launch the machine anew from an EBS-backed image' },
    { machine: 'db-06', check: 'VIRT-HVM', seen: 'paravirtual', remedy: 'Convert the machine to an HVM instance' },
    { machine: 'db-07', check: 'OS-STORAGE', seen: 'NVMe disks', remedy: 'Azure Migrate' },
  ])('$machine: $check blocks, with what was seen and what cures it', async ({ machine, check, seen, remedy }) => {
    const finding = findingOf(said(await report(machine)), check);
    expect(finding).toMatch(/^✖ /);
    for (const words of [seen, 'Fix (', remedy]) expect(finding).toContain(words);
  });

  test('eleven machines share the group that keeps 9443 closed', async () => {
    const reports: string[] = [];
    for (const machine of w.sandbox.world.sources.list()) reports.push(said(await report(machine.instanceId)));
    expect(reports.filter((r) => /^✖ [^]*sg-0a1b2c3d4e5f60b04 lets TCP 9443/.test(findingOf(r, 'NET-SG-OUT')))).toHaveLength(11);
  });

  test('a machine that blocks is not replicated: the list comes at once and nothing is sent', async () => {
    const answer = await typed('replicate db-02');
    expect(answer).toMatch(/db-02 is not ready/);
    expect(answer).toMatch(/In the way: \S.*\. Nothing was changed/);
    expect(findingOf(answer, 'NET-SG-OUT')).toMatch(/^✖ /);
    expect(answer).toContain(SG);
    const byCard = await w.chat.press(OLA, findButton(w.chat, 'check', (b) => b.data['id'] === 'i-0a300000000000002')!);
    expect(byCard.text).not.toMatch(/^Replicate$/m);
    expect(writesOf(w)).toEqual([]);
    expect(await eventsOf(w, 'db-02')).toBe(0);
  });
});

describe('a form in the middle of things', () => {
  test('takes interruptions, explains wrong values, survives restarts, and leaves nothing when cancelled', async () => {
    await people.answerQuestions('web-02');
    await w.chat.say(OLA, 'replicate web-02');
    expect(await typed('help')).toMatch(/A form of yours is open here/);
    const looked = await typed('status');
    expect(looked).toMatch(/migration/);
    expect(looked).toMatch(/Replicate web-02/);
    expect(await typed('back')).toMatch(/This is the first step/);
    expect(await typed('subnet nowhere')).toMatch(/not among the choices/);
    expect(await typed('name -web-')).toMatch(/neither begins nor ends with a hyphen/);
    expect(await typed('colour blue')).toMatch(/did not understand/);
    expect(await typed('name web-02-azure')).not.toMatch(/not among|hyphen/);
    await w.restart();
    expect(await typed('ok')).toMatch(/Azure VM web-02-azure/);
    await w.restart();
    expect(await typed('perhaps')).toMatch(/did not understand that as an answer/);
    await typed('back');
    expect(await typed('ok')).toMatch(/Azure VM web-02-azure/);
    const confirm = findButton(w.chat, 'form', step('confirm'))!;
    expect((await w.chat.press(ANA, confirm)).text).toMatch(/belongs to Ola Operator/);
    expect(await typed('yes', ANA)).toMatch(/No form of yours is open here/);
    expect(await typed('cancel')).toMatch(/Cancelled. Nothing was changed/);
    expect((await w.chat.press(OLA, confirm)).text).toMatch(/has ended/);
    expect(await typed('yes')).toMatch(/No form of yours is open here/);
    expect(await typed('history web-02')).toMatch(/not being migrated/);
    expect(writesOf(w)).toEqual([]);
  });

  test('a new form ends the one before, whose buttons say so', async () => {
    await people.answerQuestions('web-03');
    await w.chat.say(OLA, 'replicate web-02');
    const first = findButton(w.chat, 'form', step('next'))!;
    expect(await typed('replicate web-03')).toMatch(/earlier form here has ended/);
    expect((await w.chat.press(OLA, first, defaultsOf(first.message))).text).toMatch(/has ended/);
    await typed('cancel');
  });
});

describe('one machine, with every change of mind', () => {
  const root = (): Message => rootOf(w.chat, 'web-01')!;
  const shows = (verb: string, seconds = 60) => until(`web-01 to offer '${verb}'`, w.chat, () => buttonsOf(root()).some((b) => b.verb === verb), seconds);
  const newest = (verb: string, known: ReadonlySet<string>) => until(`a new '${verb}'`, w.chat, () => findButton(w.chat, verb, (b) => !known.has(b.message.id)));
  const old: { verdict?: Button; approve?: Button; quiesce?: Button } = {};

  async function request(): Promise<{ readonly id: string; readonly approve: Button }> {
    await people.answerQuestions('web-01');
    const known = new Set(w.chat.messages.map((m) => m.id));
    await w.chat.say(OLA, 'cutover web-01 because the users are told');
    await people.confirm();
    const approve = await newest('approve', known);
    return { id: String(approve.data['id']), approve };
  }

  test('a test that does not work is cleaned up, and the cutover waits for one that does', async () => {
    await people.replicate('web-01');
    await people.protectedState('web-01');
    await w.chat.say(OLA, 'test web-01');
    await people.confirm();
    old.verdict = await until('the verdict card', w.chat, () => findButton(w.chat, 'verdict', (b) => b.data['works'] === false));
    expect(await typed('verdict web-01 does not work')).toMatch(/reason is needed/);
    expect((await w.chat.press(OLA, old.verdict, { reason: '  ' })).text).toMatch(/reason is needed/);
    await w.chat.press(OLA, old.verdict, { reason: 'the service does not start' });
    await until('the clean-up', w.chat, () => /last test did not work/.test(said(root())));
    expect(writesOf(w).filter((call) => /testFailoverCleanup/i.test(call))).toHaveLength(1);
    expect(w.sandbox.world.journal.list().find((e) => /testFailoverCleanup$/i.test(e.path))?.body).toMatch(/does not work: the service does not start/);
    expect(await typed('cutover web-01')).toMatch(/no good test verdict|Run a test failover/);
    await people.test('web-01');
  });

  test('the requester cannot approve, by button or by text; a rejection needs a reason and ends it', async () => {
    const { id, approve } = await request();
    expect((await w.chat.press(OLA, approve)).text).toMatch(/somebody else must approve/);
    expect(await typed(`approve ${id}`)).toMatch(/somebody else must approve/);
    expect(await typed(`approve ${id.slice(2)}`, OLA, CHAT)).toMatch(/somebody else must approve/);
    expect(await typed(`reject ${id}`, ANA)).toMatch(/reason is needed/);
    expect(await typed(`withdraw ${id}`, ANA)).toMatch(/Only the person who asked/);
    expect(await typed(`reject ${id} because the freeze is on`, ANA)).toMatch(/Rejected/);
    await shows('cutover');
    old.approve = approve;
    expect(await typed(`approve ${id}`, ANA)).toMatch(/decided already/);
  });

  test('a new request is possible, can be withdrawn, and asked again', async () => {
    const first = await request();
    expect(await typed(`withdraw ${first.id}`)).toMatch(/Withdrawn/);
    await shows('cutover');
    const second = await request();
    expect(second.id).not.toBe(first.id);
    await w.chat.press(ANA, second.approve);
    old.quiesce = await until('the quiesce card', w.chat, () => findButton(w.chat, 'quiesce', (b) => b.data['etag'] !== ''));
    expect(await typed(`withdraw ${second.id} because of a call`)).toMatch(/Withdrawn/);
    await shows('cutover');
    expect((await w.chat.press(OLA, old.quiesce)).text).toMatch(/not possible now/);
    expect(writesOf(w).join()).not.toMatch(/StopInstances|unplannedFailover/i);
  });

  test('a running failover cannot be cancelled, and the answer says why', async () => {
    const { approve } = await request();
    await w.chat.press(ANA, approve);
    await people.press(OLA, 'quiesce', { where: (b) => b.data['etag'] !== '' && b.message.id !== old.quiesce?.message.id });
    await until('the failover', w.chat, () => writesOf(w).some((call) => /unplannedFailover/i.test(call)));
    expect(await typed('cancel cutover web-01')).toMatch(/cannot be cancelled: replication has stopped for it/);
    await newest('accept', new Set());
    expect(writesOf(w).filter((call) => /unplannedFailover|StopInstances/i.test(call))).toHaveLength(2);
  });

  test('cards that are long over change nothing', async () => {
    const events = await eventsOf(w, 'web-01');
    expect((await w.chat.press(OLA, old.verdict!, { reason: 'late' })).text).toMatch(/not possible now/);
    expect((await w.chat.press(OLA, old.quiesce!)).text).toMatch(/not possible now/);
    expect((await w.chat.press(ANA, old.approve!)).text).toMatch(/Rejected/);
    // The late answer to the approval is a fact too; the others never became one.
    expect(await eventsOf(w, 'web-01')).toBe(events + 1);
  });

  test('a refused acceptance needs a reason and keeps the machine where it is', async () => {
    expect(await typed('refuse web-01')).toMatch(/reason is needed/);
    expect(await typed('refuse web-01 because the printer is gone')).toMatch(/not accepted/);
    expect(await typed('complete web-01')).toMatch(/not possible now/);
    expect(await typed('status web-01')).toMatch(/failed over to Azure, acceptance needed/);
    expect(await typed('history web-01')).toMatch(/Refused the machine in Azure: the printer is gone/);
    expect(await typed('accept web-01')).toMatch(/accepted in Azure/);
  });

  test('everything is seen from a personal chat too', async () => {
    const board = await typed('status', OLA, CHAT);
    expect(board).toMatch(/1 migration/);
    expect(board).toMatch(/web-01/);
    expect(await typed('status web-01', ANA, { kind: 'personal', id: 'a:ana-and-ferry' })).toMatch(/web-01/);
  });
});
