import { type NativeImage, nativeImage } from 'electron';
import { type Colour, drawMark, ownColour } from './mark.ts';

const black: Colour = [0, 0, 0];

export function markIcon(size: number): NativeImage {
  return nativeImage.createFromBuffer(drawMark(size));
}

/** For the tray, sharp on dense screens too; macOS paints it in the menu bar's own colour. */
export function trayIcon(platform: NodeJS.Platform = process.platform): NativeImage {
  const colour = platform === 'darwin' ? black : ownColour;
  const icon = nativeImage.createFromBuffer(drawMark(16, colour), { scaleFactor: 1 });
  icon.addRepresentation({ scaleFactor: 2, buffer: drawMark(32, colour) });
  if (platform === 'darwin') icon.setTemplateImage(true);
  return icon;
}
