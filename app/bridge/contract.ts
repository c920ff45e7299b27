import { z } from 'zod';
import { journalKinds } from '../view/journal-kinds.ts';
import { snapshotShape } from '../view/snapshot-shape.ts';
import { timelineShape } from '../view/timeline-shape.ts';
import { caseShape, playShape, suggestionShape } from './scenario-shapes.ts';
import {
  againstShape,
  bundleMadeShape,
  checkpointShape,
  clientSettingsShape,
  clockShape,
  completionShape,
  designShape,
  draftReading,
  editResult,
  explanationShape,
  expressionKind,
  expressionReading,
  expressionText,
  findingCountShape,
  findingShape,
  flowShape,
  hostShape,
  importShape,
  inspectShape,
  journalPage,
  millis,
  nodeName,
  nothing,
  noticeShape,
  noticeTrialShape,
  policyDraftShape,
  policyEntry,
  policyTrialShape,
  programSettingsShape,
  reauthResult,
  registrationShape,
  runEntry,
  runTreeShape,
  webAddress,
} from './shapes.ts';
import { ticketDraftShape, ticketShape } from './ticket-shapes.ts';

const method = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R) => ({ params, result });

const said = z.object({ said: z.string() });
const now = z.boolean().optional();

/** Files as a window reads them. Places in messages name them so. */
const file = z.strictObject({ name: z.string().min(1), text: z.string() });
const files = z.array(file).min(1).max(500);

/** An environment's file as text, and the files that it imports. `leftOut`: without policies it means those there are. */
const environmentDraft = z.strictObject({
  text: z.string(),
  files: files.optional(),
  leftOut: z.boolean().optional(),
});

const port = z.number().int().min(0).max(65_535);

/**
 * What a window, the command line and scripts may ask of a running emulator. Types are inferred from it,
 * both ends check against it, and unknown fields are refused.
 */
export const contract = {
  snapshot: method(nothing, snapshotShape),
  inspect: method(nothing, inspectShape),
  status: method(nothing, z.object({ status: z.string(), reason: z.string().optional() })),
  /** Goes through the real listener; `url` takes http https tcp udp ssh. */
  visit: method(
    z.strictObject({ url: z.string().min(1) }),
    z.object({
      url: z.string(),
      answered: z.boolean(),
      /** What the program saw, in words. */
      seen: z.string(),
      explanation: explanationShape,
    }),
  ),
  /** Asks the real DNS listener. */
  resolve: method(
    z.strictObject({ name: z.string().min(1), type: z.string().optional() }),
    z.object({
      name: z.string(),
      type: z.string(),
      /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED` or `TIMEOUT`. */
      status: z.string(),
      answers: z.array(z.string()),
      explanation: explanationShape,
    }),
  ),
  /** ICMP to a name or an address, as `ping` sends it. */
  ping: method(
    z.strictObject({ name: z.string().min(1) }),
    z.object({ name: z.string(), answered: z.boolean(), seen: z.string(), explanation: explanationShape }),
  ),
  /**
   * Judges without trying: spends no notice, opens nothing. What is tried is a `url` (http https tcp udp ssh), or `host`, `port`
   * and `protocol`. `at` is an instant, the present when absent.
   */
  explain: method(
    z
      .strictObject({
        url: z.string().min(1).optional(),
        host: z.string().min(1).optional(),
        port: z.number().int().min(0).max(65535).optional(),
        protocol: z.enum(['tcp', 'udp', 'icmp']).optional(),
        sni: z.string().optional(),
        at: millis.optional(),
        /** Which policies of each phase to tell; `all`: those for other destinations and after the match, too. */
        policies: z
          .strictObject({
            offset: z.number().int().min(0).optional(),
            limit: z.number().int().min(0).max(200).optional(),
            all: z.boolean().optional(),
          })
          .optional(),
      })
      .refine(
        ({ url, host, port, protocol }) =>
          url === undefined
            ? host !== undefined && port !== undefined && protocol !== undefined
            : host === undefined && port === undefined && protocol === undefined,
        'give a url, or else host, port and protocol',
      ),
    explanationShape,
  ),
  /** Why a journal entry came out as it did. */
  'journal.explain': method(z.strictObject({ id: z.string() }), explanationShape),
  /**
   * Entries that fit, oldest first: the latest `limit`, those ahead of line `before` (`17.0`), or those from `offset` on.
   * Kinds widen, words of the text narrow: sentence, destination, policy and person are searched for each.
   */
  'journal.page': method(
    z
      .strictObject({
        before: z
          .string()
          .regex(/^\d+(\.\d+)?$/)
          .optional(),
        offset: z.number().int().min(0).optional(),
        limit: z.number().int().min(1).max(500),
        kinds: z.array(z.enum(journalKinds)).optional(),
        text: z.string().max(200).optional(),
        /** Answer soon, if need be with the older part of the journal only. */
        partial: z.boolean().optional(),
      })
      .refine(({ before, offset }) => before === undefined || offset === undefined, 'give before or offset, not both'),
    journalPage,
  ),
  /** What happened from one instant until before another, told so finely as `bins` of equal length allow. */
  'timeline.read': method(
    z
      .strictObject({ from: millis, to: millis, bins: z.number().int().min(10).max(400) })
      .refine(({ from, to }) => from < to, 'give a later instant for its end'),
    timelineShape,
  ),
  'clock.show': method(nothing, clockShape),
  'clock.freeze': method(nothing, clockShape),
  'clock.follow': method(z.strictObject({ speed: z.number().min(0.1).max(100_000).optional() }), clockShape),
  'clock.advance': method(z.strictObject({ by: millis }), clockShape),
  'clock.to': method(z.strictObject({ at: millis }), clockShape),
  /** To the next thing that falls due, or to `before` milliseconds ahead of the next expiry. */
  'clock.next': method(z.strictObject({ before: millis.optional() }), clockShape),
  'client.connect': method(nothing, nothing),
  'client.disconnect': method(nothing, nothing),
  /** With a code from the administrator: the switch may be used for a while. */
  'client.unlock': method(z.strictObject({ code: z.string().min(1).max(20) }), nothing),
  'world.set': method(
    z.strictObject({
      atDesk: z.boolean().optional(),
      doNotDisturb: z.boolean().optional(),
      screenLocked: z.boolean().optional(),
      online: z.boolean().optional(),
      asleep: z.boolean().optional(),
    }),
    nothing,
  ),
  /** Open flows, those that are closed for idling next first. Instants and spans as in the snapshot. */
  'flow.list': method(
    z.strictObject({
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    z.object({ total: z.number(), items: z.array(flowShape) }),
  ),
  /** Cuts the connection on both sides. */
  'flow.cut': method(z.strictObject({ id: z.string() }), nothing),
  /** A flow that is kept busy does not idle while time jumps. */
  'flow.keep-busy': method(z.strictObject({ id: z.string(), keptBusy: z.boolean() }), nothing),
  notices: method(nothing, z.array(noticeShape)),
  'notice.dismiss': method(nothing, nothing),
  /** Four weeks from a sign-in, once for each design of the notice; an office day is assumed for a person without one. */
  'notice.compare': method(nothing, z.array(noticeTrialShape)),
  /** Starts the sign-in as a click on the notice does; `url` is for a window that opens it itself. */
  'notice.click': method(z.strictObject({ open: z.boolean() }), z.object({ url: z.string(), reauthId: z.string() })),
  'reauth.start': method(
    z.strictObject({
      /** `enrolment` gives the device to whoever signs in; it needs a device that belongs to nobody. */
      from: z.enum(['settings', 'command-line', 'refresh-identity', 'enrolment']),
      /** Whether the host opens the system browser; otherwise the caller opens `url`. */
      open: z.boolean(),
    }),
    z.object({ url: z.string(), reauthId: z.string() }),
  ),
  /** Resolves when the sign-in has ended, or with `open` after `waitFor` real milliseconds. */
  'reauth.wait': method(z.strictObject({ reauthId: z.string(), waitFor: z.number().min(0).max(60_000) }), reauthResult),
  'reauth.cancel': method(nothing, nothing),
  'registration.show': method(nothing, registrationShape),
  /** Takes the device from its user; nothing internal answers before somebody enrols it. */
  'registration.delete': method(nothing, nothing),
  /** The same by the user, where leaving is allowed. */
  'registration.log-out': method(nothing, nothing),
  /** By an administrator: the registration stays and lets nothing through. */
  'registration.revoke': method(nothing, nothing),
  /** By an administrator: every session check fails until the next sign-in. */
  'registration.force-reauth': method(nothing, nothing),
  /** Signs out at the identity provider in the browser. */
  'browser.forget': method(nothing, nothing),
  'client.settings': method(nothing, clientSettingsShape),
  /** The environment with every edit in it, those that are on their way too, as its file would say it. */
  'environment.show': method(
    z.strictObject({
      /** Whether policies and lists stand in it, absent: yes. Left out, they stay as they are when the text is applied. */
      policies: z.enum(['spelt-out', 'left-out', 'left-out-when-many']).optional(),
    }),
    z.object({ name: z.string(), text: z.string(), leftOut: z.boolean() }),
  ),
  /** The JSON Schema of an environment's file. */
  'environment.schema': method(nothing, z.object({ schema: z.record(z.string(), z.unknown()) })),
  /** Reads an environment's text as it is written: what is wrong in it, else what would change. Changes nothing. */
  'environment.check': method(environmentDraft, draftReading),
  /**
   * Makes the environment equal to another: one of `start.list`, a file's data with its imports spelt out, or a text with
   * the files that it imports.
   */
  'environment.apply': method(
    z.strictObject({
      start: z.string().optional(),
      environment: z.unknown().optional(),
      draft: environmentDraft.optional(),
      now,
    }),
    editResult,
  ),
  /** `path` as in the file, policies and lists by id: `policies.P1.checkSession`; `value` in YAML, `~` takes it away. */
  'environment.set': method(z.strictObject({ path: z.string().min(1), value: z.string(), now }), editResult),
  /** What will hurt in the environment with every edit in it, errors first; `findings` holds the first 200. */
  'policy.lint': method(nothing, findingCountShape.extend({ findings: z.array(findingShape) })),
  /** Every policy as planned, in the order in which those of a filter are asked; none of it is cut. */
  'policy.list': method(
    nothing,
    z.object({
      policies: z.array(policyEntry),
      /** What they may be tried against: each destination at each of its ports. */
      destinations: z.array(z.object({ destination: z.string(), host: z.string(), port: z.number() })),
    }),
  ),
  'policy.read': method(z.strictObject({ id: z.string() }), z.object({ policy: policyDraftShape })),
  /** `was`: what the draft was made from; absent, the policy is a new one. */
  'policy.save': method(
    z.strictObject({
      id: z.string().min(1).max(200).optional(),
      policy: policyDraftShape,
      was: policyDraftShape.optional(),
      now,
    }),
    editResult.extend({ id: z.string() }),
  ),
  'policy.delete': method(z.strictObject({ id: z.string(), now }), editResult),
  /** Among those of its filter, before or after its neighbour. */
  'policy.move': method(z.strictObject({ id: z.string(), to: z.enum(['earlier', 'later']), now }), editResult),
  /** What a draft would come to, were it saved and in force; changes nothing. */
  'policy.try': method(
    z.strictObject({ id: z.string().optional(), policy: policyDraftShape, against: againstShape.optional() }),
    policyTrialShape,
  ),
  /** Reads a condition as it is typed: what it is made of, what is wrong, what it says of a destination. */
  'expression.read': method(
    z.strictObject({ text: expressionText, kind: expressionKind, against: againstShape.optional() }),
    expressionReading,
  ),
  /** What may be written at a place, in UTF-16 code units from the beginning. */
  'expression.complete': method(
    z.strictObject({ text: expressionText, kind: expressionKind, at: z.number().int().min(0) }),
    z.object({ from: z.number(), options: z.array(completionShape) }),
  ),
  /** Takes back the latest edit, and `edit.redo` the latest of those; both at once. */
  'edit.undo': method(nothing, said),
  'edit.redo': method(nothing, said),
  /** Files that were opened with the app, for the first lab that asks; `snapshot.offered` names them. */
  'import.offered': method(nothing, z.object({ files: z.array(file) })),
  /** Reads dropped files and says what they would bring; changes nothing. */
  'import.preview': method(
    z.strictObject({ files, policies: z.enum(['replace', 'add']).optional(), profile: z.string().optional() }),
    importShape,
  ),
  /**
   * `policies`: whether imported ones replace those there are (default) or join them. `profile`: name or id of the
   * device profile to take; absent: the default one.
   */
  'import.apply': method(
    z.strictObject({
      files,
      to: z.enum(['this-run', 'new-run']),
      policies: z.enum(['replace', 'add']).optional(),
      profile: z.string().optional(),
      now,
    }),
    editResult,
  ),
  /** What dies when under the environment as it is planned, and under that of a start, side by side. */
  'design.compare': method(z.strictObject({ with: z.string() }), z.object({ here: designShape, there: designShape })),
  /** The environments that come with the product. */
  'start.list': method(nothing, z.array(z.object({ id: z.string(), name: z.string(), about: z.string() }))),
  'run.list': method(nothing, z.array(runEntry)),
  /** A name of its own, in lists. */
  'run.rename': method(z.strictObject({ id: z.string(), name: nodeName }), nothing),
  /** Keeps the present moment, to branch from it later. */
  'checkpoint.make': method(z.strictObject({ name: nodeName.optional() }), checkpointShape),
  /** Runs and checkpoints; each names what it comes of, which makes them a tree. */
  'checkpoint.list': method(nothing, runTreeShape),
  'checkpoint.rename': method(z.strictObject({ id: z.string(), name: nodeName }), checkpointShape),
  /**
   * Starts a run that goes on from a checkpoint, or from the instant `at` of a run, the current one unless `run` names
   * another. The clock stands there. The run before is kept.
   */
  'checkpoint.branch': method(
    z
      .strictObject({
        id: z.string().optional(),
        at: millis.optional(),
        run: z.string().optional(),
        name: nodeName.optional(),
      })
      .refine(
        ({ id, at, run }) => (id === undefined ? at !== undefined : at === undefined && run === undefined),
        'give the id of a checkpoint, or else an instant as `at`',
      ),
    z.object({ id: z.string(), at: z.string() }),
  ),
  /** Can be taken back as long as the emulator runs. Branches are runs of their own and stay. */
  'checkpoint.delete': method(z.strictObject({ id: z.string() }), nothing),
  'checkpoint.restore': method(z.strictObject({ id: z.string() }), checkpointShape),
  /** Starts a new run, with a start, with data, or, with neither, as this run began. The run before is kept. */
  'run.start': method(
    z.strictObject({ start: z.string().optional(), environment: z.unknown().optional() }),
    z.object({ id: z.string() }),
  ),
  /** Goes on with an earlier run. */
  'run.open': method(z.strictObject({ id: z.string() }), z.object({ id: z.string() })),
  /**
   * Makes one file of a run, the current one unless told: all of it, or what came after `from`, up to `until`. Redacted,
   * names in it are others, except those in `keep`. It is read by `bundle.read`, the newest few.
   */
  'bundle.make': method(
    z.strictObject({
      redact: z.boolean(),
      keep: z.array(z.string().min(1).max(200)).max(1000).optional(),
      run: z.string().optional(),
      from: millis.optional(),
      until: millis.optional(),
    }),
    bundleMadeShape,
  ),
  /** A part of it, from so many bytes on; `next` is absent with the last one. */
  'bundle.read': method(
    z.strictObject({ id: z.string(), offset: z.number().int().min(0) }),
    z.object({ text: z.string(), next: z.number().optional() }),
  ),
  /** Hands over the text of a bundle, a part at a time; the first one has no `id`. */
  'bundle.upload': method(
    z.strictObject({ id: z.string().optional(), text: z.string().max(8_000_000) }),
    z.object({ id: z.string() }),
  ),
  /** Replays what was handed over and goes on with it as a run of its own, at its end. The run before is kept. */
  'bundle.open': method(
    z.strictObject({ id: z.string(), name: nodeName.optional() }),
    z.object({ id: z.string(), at: z.string(), lines: z.number() }),
  ),
  /** The shipped catalogue of lockouts. */
  'scenario.list': method(nothing, z.array(caseShape)),
  /** Which cases it could be that somebody describes in words, and what tells the likeliest two apart. */
  'scenario.find': method(
    z.strictObject({ text: z.string().max(2000), limit: z.number().int().min(1).max(36).optional() }),
    suggestionShape,
  ),
  /**
   * Starts a scenario as a run of its own, with the clock frozen: at its start, or as far as its symptom. It is a case of the
   * catalogue, or a file with what it names: its environment and what that imports. The run before is kept. `path`: where the
   * file lies, so that a later start of the emulator can tell whether it has changed.
   */
  'scenario.start': method(
    z
      .strictObject({
        id: z.string().min(1).max(200).optional(),
        files: files.optional(),
        path: z.string().min(1).max(4096).optional(),
        to: z.enum(['start', 'symptom']).optional(),
      })
      .refine(({ id, files: own }) => (id === undefined) !== (own === undefined), 'give the id of a case, or files'),
    playShape,
  ),
  /** The scenario whose run goes on now; `from`: its steps from that one on. */
  'scenario.show': method(
    z.strictObject({ from: z.number().int().min(0).optional() }),
    z.object({ play: playShape.optional() }),
  ),
  /** Plays the next step, those up to the first that comes out differently, or all that are left of the trunk or branch. */
  'scenario.step': method(z.strictObject({ to: z.enum(['next', 'failure', 'end']).optional() }), playShape),
  /**
   * Goes on with a branch, or with the trunk when none is named: a branch that was not begun yet starts as a run of its own at
   * its checkpoint, else its run goes on where it was left. The run before is kept.
   */
  'scenario.branch': method(z.strictObject({ branch: z.string().min(1).max(200).optional() }), playShape),
  /** Leaves the scenario; its run goes on. */
  'scenario.stop': method(nothing, nothing),
  /**
   * Makes a scenario of what was done in the current run, with what it came to as expectations: from its start, those before
   * the checkpoint `from` without. `same`: playing it comes to the same state. With `redact`, names in it are others, as in
   * bundles, except those in `keep`; `renamed` counts them.
   */
  'scenario.record': method(
    z.strictObject({
      from: z.string().optional(),
      title: nodeName.optional(),
      redact: z.boolean().optional(),
      keep: z.array(z.string().min(1).max(200)).max(1000).optional(),
    }),
    z.object({
      name: z.string(),
      text: z.string(),
      steps: z.number(),
      same: z.boolean(),
      renamed: z.number().optional(),
      untold: z.array(z.string()),
    }),
  ),
  /** Hands over a file of a warp-diag, its zip or one that was in it: a part at a time, in base64; the first one has no `id`. */
  'ticket.upload': method(
    z.strictObject({ id: z.string().optional(), name: z.string().min(1).max(300), part: z.base64().max(4_000_000) }),
    z.object({ id: z.string() }),
  ),
  /**
   * Drafts an environment of what a ticket says and what handed over files of a warp-diag tell, and names what is missing,
   * what was not read, and which cases of the catalogue it could be. Changes nothing.
   */
  'ticket.draft': method(
    z.strictObject({ ticket: ticketShape, diag: z.array(z.string()).max(100).optional() }),
    ticketDraftShape,
  ),
  'host.show': method(nothing, hostShape),
  /** Proxy and DNS move at once, the views at the next start. Answers what there is to say about it. */
  'host.set': method(
    z.strictObject({
      theme: hostShape.shape.theme.optional(),
      ports: z.strictObject({ ui: port.optional(), proxy: port.optional(), dns: port.optional() }).optional(),
    }),
    z.object({ remarks: z.array(z.string()) }),
  ),
  /** Takes the start away that the lab opens with on a first launch; so does the first command that anybody gives. */
  'host.leave-start': method(nothing, nothing),
  'host.open-folder': method(z.strictObject({ which: z.enum(['data', 'logs']) }), nothing),
  'host.discard-crash': method(z.strictObject({ file: z.string() }), nothing),
  /** Deletes every run, log, setting and kept file, and starts anew. */
  'host.delete-everything': method(
    z.strictObject({ confirm: z.literal('delete everything') }),
    z.object({ id: z.string() }),
  ),
  /** What a program needs to go through the emulator; the files that it names are there then. */
  'program.settings': method(nothing, programSettingsShape),
  /**
   * Opens a browser with a profile of its own, at `url` or at an emulated site, or a terminal with the variables set.
   * Answers what was started; it outlives the emulator.
   */
  'program.open': method(
    z.strictObject({ program: z.enum(['browser', 'terminal']), url: webAddress.optional() }),
    z.object({ opened: z.string() }),
  ),
  /** A fresh one-use address of the views. */
  open: method(z.strictObject({ launch: z.boolean().optional() }), z.object({ url: z.string() })),
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type ParamsOf<M extends MethodName> = z.input<Contract[M]['params']>;
export type ResultOf<M extends MethodName> = z.infer<Contract[M]['result']>;
export type Explanation = z.infer<typeof explanationShape>;
export type Inspection = z.infer<typeof inspectShape>;

/** What each method is served by; results are checked against the contract in tests. */
export type Handlers = { readonly [M in MethodName]: (params: z.infer<Contract[M]['params']>) => Promise<ResultOf<M>> };
