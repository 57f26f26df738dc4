import type { View } from '@tiepoint/scene';
import type { Gain } from './balance-exposures.ts';
import { type Photo, readPhoto } from './photo.ts';

/** Decodes a view's photo at the view's size, with exposure compensation. */
export type ReadBalanced = (view: View) => Promise<Photo>;

/** A reader of photos that applies their gains, which are in the order of the views. */
export function readBalancedFrom(
  photosFolder: string,
  views: readonly View[],
  gains: readonly Gain[],
): ReadBalanced {
  const gainByName = new Map(views.map(({ name }, number) => [name, gains[number]]));
  return async (view) => {
    const photo = await readPhoto(photosFolder, view);
    const gain = gainByName.get(view.name);
    if (gain) applyGain(photo, gain);
    return photo;
  };
}

function applyGain({ pixels }: Photo, gain: Gain): void {
  const tables = gain.map((factor) => Uint8ClampedArray.from({ length: 256 }, (_, value) => value * factor));
  const [reds, greens, blues] = tables as [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray];
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = reds[pixels[at]!]!;
    pixels[at + 1] = greens[pixels[at + 1]!]!;
    pixels[at + 2] = blues[pixels[at + 2]!]!;
  }
}
