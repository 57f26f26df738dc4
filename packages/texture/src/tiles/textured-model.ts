import type { FaceSources } from '../atlas/face-sources.ts';
import type { ColourCorrections } from '../seams/level-seams.ts';

/** A model with selected views and levelled seams, from which tiles are made. */
export interface TexturedModel {
  sources: FaceSources;
  /** For the sources' mesh and views. */
  corrections: ColourCorrections;
}
