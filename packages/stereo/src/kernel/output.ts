/* What is left of the search: where other photos see the same surface. */
import { height, hypothesisAt, TEXTURELESS, width } from './reference';
import { agrees, sourceCount } from './sources';

/** Counts for each pixel, one byte each, the sources whose own depths agree within `tolerance`. */
export function countAgreeing(target: usize, tolerance: f32): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = hypothesisAt(x, y);
      let count = 0;
      if (load<f32>(at, 12) < TEXTURELESS) {
        for (let index = 0; index < sourceCount; index++) {
          if (agrees(index, f32(x), f32(y), load<f32>(at), tolerance)) count++;
        }
      }
      store<u8>(target + y * width + x, u8(count));
    }
  }
}
