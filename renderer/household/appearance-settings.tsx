import { Choice } from '../shared/choice.tsx';
import { useCall } from '../shared/connection-context.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { showTheme, type ThemeChoice, themeChoices } from '../shared/theme.ts';

export function AppearanceSettings({ theme }: { readonly theme: ThemeChoice }) {
  const call = useCall();
  const choose = async (next: ThemeChoice) => {
    showTheme(next);
    // The host's choice is the truth: when it can't keep this one, its own comes back.
    if (!(await call('host.set', { theme: next }))) showTheme(theme);
  };
  return (
    <>
      <Choice
        label={texts.theme.heading}
        value={theme}
        options={themeChoices.map((value) => ({ value, label: texts.theme.names[value] }))}
        onChoose={(next) => void choose(next)}
      />
      <p className={sheet.soft}>{texts.theme.hint}</p>
    </>
  );
}
