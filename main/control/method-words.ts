import type { MethodName, ParamsOf } from '../../app/bridge/contract.ts';

type Words<M extends MethodName> = {
  /** One line. */
  readonly summary: string;
  readonly example: ParamsOf<M>;
};

const monday = Date.UTC(2026, 2, 9, 9);
const wiki = 'https://wiki.corp.internal/';
const condition = { text: 'net.dst.ip in {10.20.0.0/16}', kind: 'l4' } as const;
const draft = {
  text: 'version: 1\nname: Mine\n',
  files: [{ name: 'gateway-rules.json', text: '{"result": []}' }],
};
const policy = {
  name: 'Wiki, daily',
  description: '',
  enabled: true,
  precedence: 100,
  filter: 'l4',
  action: 'allow',
  traffic: 'net.dst.ip in {10.20.0.10}',
  identity: '',
  devicePosture: '',
  checkSession: { enforce: true, duration: '24h0m0s' },
} as const;

/** What each method is for, and how it may be asked; in the order of the contract. */
export const methodWords: { readonly [M in MethodName]: Words<M> } = {
  snapshot: { summary: 'All that a window shows, at one revision.', example: {} },
  inspect: { summary: 'The truth: session, policies, destinations, notices and addresses.', example: {} },
  status: { summary: 'What the client says of itself, and no more.', example: {} },
  visit: { summary: 'Try a URL through the real listener, as a program would.', example: { url: wiki } },
  resolve: { summary: 'Ask the real DNS listener for a name.', example: { name: 'wiki.corp.internal', type: 'A' } },
  ping: { summary: 'Send an ICMP echo, which Gateway never filters.', example: { name: 'wiki.corp.internal' } },
  explain: { summary: 'Judge an attempt without trying it: the verdict and the reasons.', example: { url: wiki } },
  'journal.explain': { summary: 'Why an entry of the journal came out as it did.', example: { id: '17.0' } },
  'journal.page': {
    summary: 'Entries of the journal that fit, oldest first.',
    example: { limit: 50, kinds: ['refused', 'notices'], text: 'wiki' },
  },
  'timeline.read': {
    summary: 'What happened in a stretch of time, as lanes of marks.',
    example: { from: monday, to: monday + 3_600_000, bins: 60 },
  },
  'clock.show': { summary: 'The instant, how the clock runs, and what falls due next.', example: {} },
  'clock.freeze': { summary: 'Stop the clock; it moves when told to.', example: {} },
  'clock.follow': { summary: 'Let the clock run by itself, faster if you like.', example: { speed: 60 } },
  'clock.advance': {
    summary: 'Let milliseconds pass; all that is due on the way happens.',
    example: { by: 604_860_000 },
  },
  'clock.to': { summary: 'Let time pass up to an instant.', example: { at: monday } },
  'clock.next': {
    summary: 'Up to what falls due next, or shortly before the next expiry.',
    example: { before: 30_000 },
  },
  'client.connect': { summary: 'Switch the client on.', example: {} },
  'client.disconnect': { summary: 'Switch the client off; the session age goes on.', example: {} },
  'client.unlock': { summary: 'Enter the administrator’s code for a locked switch.', example: { code: '1234567' } },
  'world.set': {
    summary: 'Change the person’s place and the device’s state.',
    example: { atDesk: false, doNotDisturb: true },
  },
  'flow.list': { summary: 'Open connections, those that idle out next first.', example: { limit: 100 } },
  'flow.cut': { summary: 'Cut a connection on both sides.', example: { id: 'flow-3' } },
  'flow.keep-busy': { summary: 'Keep a connection from idling out.', example: { id: 'flow-3', keptBusy: true } },
  notices: { summary: 'Every notice that came due, and what became of it.', example: {} },
  'notice.dismiss': { summary: 'Close the notice on the screen.', example: {} },
  'notice.compare': { summary: 'Four weeks, once for each design of the notice.', example: {} },
  'notice.click': { summary: 'Start the sign-in as a click on the notice does.', example: { open: false } },
  'reauth.start': {
    summary: 'Start a sign-in; its address is answered.',
    example: { from: 'command-line', open: false },
  },
  'reauth.wait': { summary: 'Wait for the end of a sign-in.', example: { reauthId: 'reauth-1', waitFor: 30_000 } },
  'reauth.cancel': { summary: 'Give the open sign-in up.', example: {} },
  'registration.show': { summary: 'The device’s registration.', example: {} },
  'registration.delete': { summary: 'Take the device from its user.', example: {} },
  'registration.log-out': { summary: 'The same by the user, where leaving is allowed.', example: {} },
  'registration.revoke': { summary: 'Revoke it as an administrator: nothing gets through.', example: {} },
  'registration.force-reauth': { summary: 'Make every session check fail until the next sign-in.', example: {} },
  'browser.forget': { summary: 'Sign out at the identity provider in the browser.', example: {} },
  'client.settings': { summary: 'What `warp-cli settings` tells.', example: {} },
  'environment.show': { summary: 'The environment as its file would say it.', example: { policies: 'spelt-out' } },
  'environment.schema': { summary: 'The JSON Schema of an environment’s file.', example: {} },
  'environment.check': { summary: 'What is wrong in a text, or what it would change.', example: draft },
  'environment.apply': { summary: 'Make the environment equal to another.', example: { draft, now: true } },
  'environment.set': {
    summary: 'Change one value of the environment.',
    example: { path: 'policies.P1.checkSession.duration', value: '24h0m0s', now: true },
  },
  'policy.lint': { summary: 'What will hurt in the environment.', example: {} },
  'policy.list': { summary: 'Every policy as planned, in the order they are asked.', example: {} },
  'policy.read': { summary: 'A policy as the editor has it.', example: { id: 'P1' } },
  'policy.save': { summary: 'Add a policy, or change one.', example: { policy, now: true } },
  'policy.delete': { summary: 'Take a policy away.', example: { id: 'P1' } },
  'policy.move': { summary: 'Put a policy before or after its neighbour.', example: { id: 'P1', to: 'earlier' } },
  'policy.try': { summary: 'What a draft of a policy would come to.', example: { policy } },
  'expression.read': { summary: 'Read a condition: its parts and what is wrong.', example: condition },
  'expression.complete': {
    summary: 'What may be written at a place in a condition.',
    example: { ...condition, at: 3 },
  },
  'edit.undo': { summary: 'Take the latest edit back.', example: {} },
  'edit.redo': { summary: 'Bring the edit back that was taken back last.', example: {} },
  'import.offered': { summary: 'Files that were opened with the app.', example: {} },
  'import.preview': { summary: 'What files would bring; changes nothing.', example: { files: draft.files } },
  'import.apply': { summary: 'Take files in.', example: { files: draft.files, to: 'this-run', policies: 'replace' } },
  'design.compare': { summary: 'What dies when, here and under another design.', example: { with: 'per-application' } },
  'start.list': { summary: 'The environments that come with the product.', example: {} },
  'run.list': { summary: 'Runs, with how each was left.', example: {} },
  'run.rename': { summary: 'Give a run a name of its own.', example: { id: 'RUN', name: 'Before the change' } },
  'checkpoint.make': { summary: 'Keep the present moment.', example: { name: 'Friday evening' } },
  'checkpoint.list': { summary: 'Runs and checkpoints, as a tree.', example: {} },
  'checkpoint.rename': { summary: 'Give a checkpoint another name.', example: { id: 'CHECKPOINT', name: 'Friday' } },
  'checkpoint.branch': { summary: 'Start a run that goes on from a moment.', example: { id: 'CHECKPOINT' } },
  'checkpoint.delete': { summary: 'Delete a checkpoint.', example: { id: 'CHECKPOINT' } },
  'checkpoint.restore': { summary: 'Bring a deleted checkpoint back.', example: { id: 'CHECKPOINT' } },
  'run.start': { summary: 'Start a new run; the one before is kept.', example: { start: 'one-policy' } },
  'run.open': { summary: 'Go on with an earlier run.', example: { id: 'RUN' } },
  'bundle.make': { summary: 'Make a bundle of a run, redacted or not.', example: { redact: true } },
  'bundle.read': { summary: 'Fetch a part of a bundle that was made.', example: { id: 'BUNDLE', offset: 0 } },
  'bundle.upload': { summary: 'Hand over a bundle, a part at a time.', example: { text: '{"format":' } },
  'bundle.open': { summary: 'Replay a bundle and go on with it as a run.', example: { id: 'BUNDLE' } },
  'scenario.list': { summary: 'The shipped catalogue of lockouts.', example: {} },
  'scenario.find': {
    summary: 'Cases that fit what somebody says.',
    example: { text: 'internal is dead, says connected' },
  },
  'scenario.start': {
    summary: 'Start a case, or a file, as a run of its own.',
    example: { id: 'LK-01', to: 'symptom' },
  },
  'scenario.show': { summary: 'The scenario that is being played.', example: {} },
  'scenario.step': { summary: 'Play the next step, or up to a failure or the end.', example: { to: 'failure' } },
  'scenario.branch': {
    summary: 'Go on with a branch of it, or with its trunk.',
    example: { branch: 'signs in in time' },
  },
  'scenario.stop': { summary: 'Leave the scenario; its run goes on.', example: {} },
  'scenario.record': {
    summary: 'Make a scenario of what was done in the run.',
    example: { title: 'Monday', redact: true },
  },
  'ticket.upload': {
    summary: 'Hand over a file of a warp-diag, a part at a time.',
    example: { name: 'warp-status.txt', part: 'T2soQ29ubmVjdGVkKQo=' },
  },
  'ticket.draft': {
    summary: 'An environment of what a ticket says, and what it lacks.',
    example: { ticket: { symptoms: 'VPN broken since Monday', fails: ['wiki.corp.internal'], timeout: '168h' } },
  },
  'host.show': { summary: 'The program itself: where its data lies, its ports.', example: {} },
  'host.set': { summary: 'Change the theme or the ports.', example: { ports: { proxy: 40100 } } },
  'host.leave-start': { summary: 'Leave the start that the lab opens with first.', example: {} },
  'host.open-folder': { summary: 'Show the folder of its data or logs.', example: { which: 'logs' } },
  'host.discard-crash': { summary: 'Delete the report of a crash.', example: { file: 'crash-1.json' } },
  'host.delete-everything': {
    summary: 'Delete every run, log and setting, and start anew.',
    example: { confirm: 'delete everything' },
  },
  'program.settings': { summary: 'What a program needs to go through the emulator.', example: {} },
  'program.open': {
    summary: 'Open a browser or a terminal that goes through.',
    example: { program: 'browser', url: wiki },
  },
  open: { summary: 'A fresh one-use address of the views.', example: { launch: false } },
};
