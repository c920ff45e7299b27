import { Menu } from '@base-ui/react/menu';
import { useState } from 'react';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { chooseTheme, readThemeChoice, type ThemeChoice, themeChoices } from '../shared/theme.ts';

export function ThemeMenu() {
  const [choice, setChoice] = useState(() => readThemeChoice());
  const choose = (next: ThemeChoice) => {
    chooseTheme(next);
    setChoice(next);
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={controls.quiet}>{texts.theme.heading}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={controls.above} align="end" sideOffset={6}>
          <Menu.Popup className={controls.menu}>
            <Menu.RadioGroup value={choice} onValueChange={choose}>
              {themeChoices.map((value) => (
                <Menu.RadioItem key={value} value={value} className={controls.item} closeOnClick>
                  <span aria-hidden="true">{value === choice ? '●' : '○'}</span>
                  {texts.theme.names[value]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
