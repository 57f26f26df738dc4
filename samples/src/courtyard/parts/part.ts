import type { Colour } from '../../colour/paint.ts';
import type { Shape } from '../bodies/shapes.ts';

/** What a surface is made of. */
export interface Finish {
  kind:
    | 'brick'
    | 'stone'
    | 'plaster'
    | 'planks'
    | 'paint'
    | 'glass'
    | 'leaves'
    | 'bark'
    | 'tiles'
    | 'yard'
    | 'houses';
  colour: Colour;
  seed: number;
}

/** A piece of the scene. */
export interface Part {
  shape: Shape;
  finish: Finish;
}

/** Gives several shapes one finish. */
export function partsOf(finish: Finish, shapes: readonly Shape[]): Part[] {
  return shapes.map((shape) => ({ shape, finish }));
}
