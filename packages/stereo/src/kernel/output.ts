/* Geometric consistency of the result: where other photos have the same depth. */
import { height, hypothesisAt, TEXTURELESS, width } from './reference';
import { isConsistent, sourceCount } from './sources';

/** Counts for each pixel, one byte each, the sources whose own depths are consistent within `tolerance`. */
export function countConsistent(target: usize, tolerance: f32): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = hypothesisAt(x, y);
      let count = 0;
      if (load<f32>(at, 12) < TEXTURELESS) {
        for (let index = 0; index < sourceCount; index++) {
          if (isConsistent(index, f32(x), f32(y), load<f32>(at), tolerance)) count++;
        }
      }
      store<u8>(target + y * width + x, u8(count));
    }
  }
}
