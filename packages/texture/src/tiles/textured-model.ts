import type { FaceSources } from '../atlas/plan-atlas.ts';
import type { ColourCorrections } from '../seams/level-seams.ts';

/** A model whose texture is planned and levelled: what tiles are made of. */
export interface TexturedModel {
  sources: FaceSources;
  /** Of the sources' mesh and views. */
  corrections: ColourCorrections;
}
