import { type BrowserWindow, type Rectangle, screen } from 'electron';
import type { Preferences, WindowPlace } from '../adapters/preferences.ts';

export type Size = { readonly width: number; readonly height: number };

/** So much of a window's top must lie on a screen, or nobody could take hold of it. */
const grip = { width: 120, height: 32 };

/** Where a window was left, if one can still reach it there; else in the middle, no larger than the screen. */
export function findPlace(remembered: WindowPlace | undefined, usual: Size): Partial<Rectangle> & Size {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { width, height, x, y } = remembered ?? (usual as WindowPlace);
  if (x !== undefined && y !== undefined && areas.some((area) => holdsGrip(area, { x, y, width, height })))
    return { x, y, width, height };
  const { workAreaSize } = screen.getPrimaryDisplay();
  return { width: Math.min(width, workAreaSize.width), height: Math.min(height, workAreaSize.height) };
}

function holdsGrip(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}

/** Keeps where the window stands in the preferences, as it moves. */
export function rememberPlace(window: BrowserWindow, name: string, preferences: Preferences): void {
  const remember = () => {
    if (window.isMinimized() || window.isFullScreen()) return;
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    preferences.update({ windows: { ...preferences.values.windows, [name]: place } });
  };
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
}
