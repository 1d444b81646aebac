/** English help: how each command is typed and what it does. MACHINE stands for a Name tag, an instance id or a private IP. */
export const helpWords = {
  help: { usage: 'help', about: 'Shows what can be done here.' },
  discover: { usage: 'discover', about: 'Lists the EC2 machines and whether they replicate.' },
  check: { usage: 'check MACHINE', about: 'Checks whether a machine can be moved. Changes nothing.' },
  replicate: { usage: 'replicate MACHINE', about: 'Asks where to, then turns replication to Azure on. The machine runs on.' },
  status: { usage: 'status [MACHINE]', about: 'Shows all migrations, or one machine.' },
  history: { usage: 'history MACHINE', about: 'Shows who did what and when.' },
  test: { usage: 'test MACHINE', about: 'Starts a copy in the isolated test network.' },
  verdict: { usage: 'verdict MACHINE works | fails because REASON', about: 'Says whether the test machine works; it is removed afterwards.' },
  cutover: { usage: 'cutover MACHINE', about: 'Measures everything and asks for approval. Nothing runs before it.' },
  approve: { usage: 'approve A-1042', about: 'Approves a request. The requester cannot.' },
  reject: { usage: 'reject A-1042 because REASON', about: 'Rejects a request. The reason is kept.' },
  withdraw: { usage: 'withdraw A-1042', about: 'Takes your own request back.' },
  quiesce: { usage: 'quiesce MACHINE', about: 'Confirms that the application is stopped; the EC2 machine is stopped after the last copy.' },
  accept: { usage: 'accept MACHINE', about: 'The owner accepts the machine in Azure.' },
  refuse: { usage: 'refuse MACHINE because REASON', about: 'The owner says that the machine in Azure is not good.' },
  complete: { usage: 'complete MACHINE', about: 'Removes replication after acceptance. Cannot be undone.' },
  rollback: { usage: 'rollback MACHINE', about: 'Goes back to the EC2 machine. What was written in Azure is lost.' },
  retry: { usage: 'retry MACHINE', about: 'Tries a stuck step again, after reading the clouds.' },
  adopt: { usage: 'adopt MACHINE', about: 'Takes what was done outside Ferry as the truth.' },
  dialog: { usage: 'back · cancel · help', about: 'Work in every form.' },
} satisfies { readonly [command: string]: { readonly usage: string; readonly about: string } };

/** Titles of the groups in the help card. */
export const helpGroups = { look: 'Look', move: 'Move a machine', decide: 'Answers and approvals', trouble: 'When something goes wrong' };
