import { useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useClientPlace } from '../client/use-place.ts';
import { BundleDoor } from '../household/bundle-door.tsx';
import { chooseFiles } from '../household/choose-files.ts';
import { EditStrip } from '../household/edit-strip.tsx';
import { Household, type SheetName } from '../household/household.tsx';
import { useBundle } from '../household/use-bundle.ts';
import { useCheckpoint } from '../household/use-checkpoint.ts';
import { type Importing, useImport } from '../household/use-import.ts';
import { BusyLine } from '../shared/busy-line.tsx';
import { useNow } from '../shared/connection-context.tsx';
import { MessageLine } from '../shared/message-line.tsx';
import { useSignIn } from '../shared/use-sign-in.ts';
import { Circumstances } from './circumstances.tsx';
import { Desk } from './desk.tsx';
import { DestinationList } from './destination-list.tsx';
import { PolicySheet } from './editor/policy-sheet.tsx';
import { usePolicyEditor } from './editor/use-policy-editor.ts';
import { EnvironmentSheet } from './environment/environment-sheet.tsx';
import { type EnvironmentSheetState, useEnvironmentSheet } from './environment/use-environment-sheet.ts';
import { FirstStart } from './first-start.tsx';
import { FirstWalk } from './first-walk.tsx';
import { Journal } from './journal.tsx';
import styles from './lab.module.css';
import { LabProvider } from './lab-context.tsx';
import { NoticeLedger } from './notice-ledger.tsx';
import { PaletteDoor } from './palette/palette-door.tsx';
import { PersonControls } from './person-controls.tsx';
import { ProgramBar } from './program-bar.tsx';
import { PlayDoor } from './scenario/play-door.tsx';
import { isScenarioName, usePlay } from './scenario/use-play.ts';
import { SentencePanel } from './sentence-panel.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import type { Shortcut } from './shortcuts.ts';
import { TicketDoor } from './ticket/ticket-door.tsx';
import { isDiag, useTicket } from './ticket/use-ticket.ts';
import { Timeline } from './timeline.tsx';
import { TopBar } from './top-bar.tsx';
import { Tour } from './tour.tsx';
import { useClock } from './use-clock.ts';
import { useEdits } from './use-edits.ts';
import { useLabState } from './use-lab.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { WhyPanel } from './why-panel.tsx';

export function Lab({ snapshot }: { readonly snapshot: Snapshot }) {
  const now = useNow();
  const lab = useLabState(snapshot, now);
  const at = useClientPlace();
  const signIn = useSignIn();
  const clock = useClock(snapshot);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isAdvanceOpen, setAdvanceOpen] = useState(false);
  const [isTouring, setTouring] = useState(false);
  const [sheet, setSheet] = useState<SheetName>();
  const playing = usePlay(snapshot);
  const importing = useImport(snapshot, playing.start);
  const bundling = useBundle();
  const edits = useEdits();
  const editor = usePolicyEditor(snapshot, now);
  const checkpoint = useCheckpoint(() => setSheet('runs'));
  const environment = useEnvironmentSheet(snapshot);
  const ticket = useTicket();
  const offer = (files: readonly File[]) => {
    if (ticket.isOpen || isDiag(files)) ticket.take(files);
    else if (environment.isOpen) takeInto(environment, importing, files);
    else importing.offer(files);
  };

  const run: Record<Shortcut, () => void> = {
    'freeze-or-follow': clock.freezeOrFollow,
    next: clock.next,
    advance: () => setAdvanceOpen(true),
    'show-the-way': () => at.showTheWay(snapshot.client),
    help: () => setHelpOpen(true),
    import: () => chooseFiles(offer),
    environment: environment.open,
    findings: () => setSheet('findings'),
    designs: () => setSheet('designs'),
    policies: () => editor.open(),
    conditions: () => setSheet('conditions'),
    otherwise: () => setSheet('notices'),
    runs: () => setSheet('runs'),
    cases: () => setSheet('cases'),
    ticket: ticket.open,
    scenario: playing.open,
    'scenario-step': () => (playing.play === undefined ? playing.open() : playing.step('next')),
    checkpoint,
    bundle: () => bundling.make(),
    tour: () => setTouring(true),
    flows: () => setSheet('flows'),
    programs: () => setSheet('programs'),
    settings: () => setSheet('settings'),
    palette: () => setPaletteOpen(true),
    ...edits,
    'go-sentence': () => focusOn('sentence'),
    'go-client': () => focusOn('client'),
    'go-destinations': () => focusOn('destinations'),
    'go-journal': () => focusOn('journal'),
    'go-why': () => focusOn('why'),
    'go-timeline': () => focusOn('timeline-now'),
  };
  useShortcuts((shortcut) => run[shortcut]());

  return (
    <LabProvider lab={{ ...lab, editPolicy: editor.open }}>
      <div className={styles.lab}>
        <TopBar
          snapshot={snapshot}
          now={now}
          clock={clock}
          isAdvanceOpen={isAdvanceOpen}
          onAdvanceOpen={setAdvanceOpen}
          acts={run}
        />
        <EditStrip snapshot={snapshot} now={now} acts={{ ...edits, to: clock.to }} />
        <PlayDoor snapshot={snapshot} playing={playing} />
        <div className={styles.left}>
          <Desk snapshot={snapshot} at={at} signIn={signIn} />
          <PersonControls snapshot={snapshot} />
          <Circumstances snapshot={snapshot} onConditions={run.conditions} />
          <ProgramBar onMore={run.programs} />
          <NoticeLedger snapshot={snapshot} onOtherwise={run.otherwise} />
        </div>
        {snapshot.isNewcomer ? (
          <FirstStart snapshot={snapshot} onTour={run.tour} onTicket={ticket.open} />
        ) : (
          <>
            <main className={styles.centre}>
              <SentencePanel {...{ snapshot, now, signIn }} showTheWay={run['show-the-way']} onBundle={run.bundle} />
              <FirstWalk snapshot={snapshot} now={now} onTour={run.tour} />
              <Timeline snapshot={snapshot} now={now} onJump={clock.to} />
              <div className={styles.lists}>
                <DestinationList
                  snapshot={snapshot}
                  now={now}
                  onDesigns={run.designs}
                  onFindings={run.findings}
                  onPolicies={run.policies}
                />
                <Journal snapshot={snapshot} onRuns={run.runs} onFlows={run.flows} />
              </div>
            </main>
            <WhyPanel snapshot={snapshot} now={now} />
          </>
        )}
      </div>
      <BusyLine />
      <MessageLine />
      <Household
        snapshot={snapshot}
        importing={{ ...importing, offer }}
        signIn={signIn}
        open={sheet}
        onOpen={setSheet}
        onBundle={run.bundle}
        onTicket={ticket.open}
      />
      <BundleDoor snapshot={snapshot} bundling={bundling} />
      <EnvironmentSheet
        snapshot={snapshot}
        now={now}
        state={environment}
        onPolicy={(id) => {
          environment.close();
          editor.open(id);
        }}
      />
      <TicketDoor snapshot={snapshot} state={ticket} onDraft={environment.openWith} />
      <PolicySheet snapshot={snapshot} now={now} editor={editor} />
      <PaletteDoor {...{ snapshot, now, run, signIn }} isOpen={isPaletteOpen} onOpen={setPaletteOpen} />
      <ShortcutList isOpen={isHelpOpen} onOpen={setHelpOpen} onTour={run.tour} />
      {isTouring && !snapshot.isNewcomer && <Tour onLeave={() => setTouring(false)} />}
    </LabProvider>
  );
}

/** An environment that is dropped on its sheet is opened there, unless a scenario brings it along. */
function takeInto(environment: EnvironmentSheetState, { offer }: Importing, files: readonly File[]): void {
  if (files.some(({ name }) => isScenarioName(name))) offer(files);
  else environment.take(files, offer);
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
