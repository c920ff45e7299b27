import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import styles from './program.module.css';
import { sshCommand } from './program-commands.ts';
import { useOpenProgram } from './use-open-program.ts';

const words = texts.programs;

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Other programs of this computer, sent through the emulator. */
export function ProgramSheet({ isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose}>
      <div className={sheet.body}>
        <Openers />
        <Copies />
      </div>
    </Sheet>
  );
}

function Openers() {
  const { open, isOpening, opened, fault } = useOpenProgram();
  return (
    <>
      <ul className={styles.openers}>
        {(['browser', 'terminal'] as const).map((program) => (
          <li key={program}>
            <button
              type="button"
              className={controls.button}
              disabled={isOpening}
              onClick={() => void open(program)}
              aria-describedby={`about-${program}`}
            >
              {words.open[program]}
            </button>
            <p id={`about-${program}`} className={sheet.small}>
              {words.about[program]}
            </p>
          </li>
        ))}
      </ul>
      <div role="status" className={sheet.alert}>
        {opened !== undefined && <p className={sheet.done}>{words.opened(opened)}</p>}
      </div>
      <FaultLine fault={fault} />
    </>
  );
}

/** For shells of the person's own. The texts are there before the click, which is when they may be copied. */
export function Copies() {
  const { result: settings, fault } = useAnswer('program.settings', {});
  if (settings === undefined) {
    return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  }
  const { lines, shell, sshConfig } = settings;
  return (
    <dl className={styles.copies}>
      <dt>{words.variables}</dt>
      <dd>
        <code>{words.takeIn[shell]}</code>
        <CopyButton text={lines} label={words.copyVariables} />
      </dd>
      <dt>ssh</dt>
      <dd>
        {sshConfig === undefined ? (
          <span className={sheet.small}>{words.noSsh}</span>
        ) : (
          <>
            <code>{sshCommand(sshConfig)}</code>
            <CopyButton text={sshConfig.text} label={words.copySshConfig} />
          </>
        )}
      </dd>
      <dt>{words.certificate}</dt>
      <dd>
        <code>{settings.certificate}</code>
        <CopyButton text={settings.certificate} label={words.copyPath} />
      </dd>
    </dl>
  );
}
