import { hash, latticeNoise } from '../../random/noise.ts';
import type { Bounds } from '../raster.ts';

/** What a piece of land is used for. */
export type LandUse =
  | 'road'
  | 'verge'
  | 'track'
  | 'garden'
  | 'farmyard'
  | 'wheat'
  | 'ploughed'
  | 'maize'
  | 'lavender'
  | 'stubble'
  | 'meadow'
  | 'orchard'
  | 'grove';

/** What lies at a place; reused between look-ups, because there are millions of them. */
export interface PlotPoint {
  use: LandUse;
  /** Distinguishes neighbouring plots. */
  id: number;
  /** Metres along and across the road; v is 0 in its middle. */
  u: number;
  v: number;
  /** Metres to the nearest border of the plot. */
  edge: number;
}

/** A plot between two side borders within a band along the road. */
export interface Plot {
  use: LandUse;
  id: number;
  fromU: number;
  toU: number;
  fromV: number;
  toV: number;
}

/** Half the width of the asphalt. */
export const ROAD_HALF_WIDTH = 2.9;

/** A strip of land parallel to the road; `width` is that of one plot along the road. */
interface Band {
  fromV: number;
  toV: number;
  width: number;
  uses: readonly LandUse[];
}

/** The road's direction, counter-clockwise from east: oblique to the flight, as in any real survey. */
const ROAD_ANGLE = 0.43;
const COSINE = Math.cos(ROAD_ANGLE);
const SINE = Math.sin(ROAD_ANGLE);
const FIELDS: readonly LandUse[] = [
  'wheat',
  'lavender',
  'meadow',
  'ploughed',
  'orchard',
  'maize',
  'stubble',
  'grove',
];
const BANDS: readonly Band[] = [
  { fromV: -ROAD_HALF_WIDTH, toV: ROAD_HALF_WIDTH, width: 1000, uses: ['road'] },
  { fromV: ROAD_HALF_WIDTH, toV: 5.2, width: 1000, uses: ['verge'] },
  { fromV: -5.2, toV: -ROAD_HALF_WIDTH, width: 1000, uses: ['verge'] },
  { fromV: 5.2, toV: 34, width: 27, uses: ['garden', 'garden', 'garden', 'meadow', 'garden'] },
  { fromV: 34, toV: 37.4, width: 1000, uses: ['track'] },
  { fromV: -42, toV: -5.2, width: 36, uses: ['farmyard', 'garden', 'lavender', 'garden', 'orchard'] },
];
/** Fields continue outward in bands of this depth, starting behind the track and the farms. */
const FIELD_DEPTH = 52;
const FIELD_WIDTH = 46;
const FIELD_BANDS = 24;
const NORTH_FIELDS_FROM = 37.4;
const SOUTH_FIELDS_FROM = -42;
/** How far a border may lie off its regular place, in plot widths. */
const BORDER_JITTER = 0.36;

/** The division of the land: a winding road, plots in bands along it, fields behind them. */
export class Parcels {
  readonly #seed: number;
  readonly #bands: readonly Band[];

  constructor(seed: number) {
    this.#seed = seed;
    const fields = Array.from({ length: FIELD_BANDS }, (_, step): Band[] => {
      const north = NORTH_FIELDS_FROM + step * FIELD_DEPTH;
      const south = SOUTH_FIELDS_FROM - step * FIELD_DEPTH;
      return [
        { fromV: north, toV: north + FIELD_DEPTH, width: FIELD_WIDTH, uses: FIELDS },
        { fromV: south - FIELD_DEPTH, toV: south, width: FIELD_WIDTH, uses: FIELDS },
      ];
    });
    this.#bands = [...BANDS, ...fields.flat()];
  }

  /** Metres along (u) and across (v) the road at a place. */
  toRoad(x: number, y: number): { u: number; v: number } {
    const u = x * COSINE + y * SINE;
    return { u, v: y * COSINE - x * SINE - this.#bend(u) };
  }

  /** The place, and the direction of the road there, for metres along and across the road. */
  fromRoad(u: number, v: number): { x: number; y: number; angle: number } {
    const across = v + this.#bend(u);
    return {
      x: u * COSINE - across * SINE,
      y: u * SINE + across * COSINE,
      angle: ROAD_ANGLE + Math.atan(this.#bend(u + 0.5) - this.#bend(u - 0.5)),
    };
  }

  /** Writes what lies at a place into `found`. */
  locate(x: number, y: number, found: PlotPoint): void {
    let u = x * COSINE + y * SINE;
    let v = y * COSINE - x * SINE - this.#bend(u);
    if (v > 38 || v < -6) {
      // Field borders grew over centuries: they wander, the surveyed house plots do not.
      u += 1.3 * latticeNoise(this.#seed + 31, x / 17, y / 17);
      if (v > 40 || v < -44) v += 1.1 * latticeNoise(this.#seed + 32, x / 19, y / 19);
    }
    const bandIndex = this.#bandAt(v);
    const band = this.#band(bandIndex);
    const plot = this.#plotAt(bandIndex, band, u);
    const from = this.#startOf(bandIndex, band, plot);
    const to = this.#startOf(bandIndex, band, plot + 1);
    found.u = u;
    found.v = v;
    found.use = this.#useOf(bandIndex, band, plot);
    found.id = bandIndex * 4096 + plot;
    found.edge = Math.min(u - from, to - u, v - band.fromV, band.toV - v);
  }

  /** All plots that may touch a rectangle. */
  list(bounds: Bounds): Plot[] {
    const corners = [
      this.toRoad(bounds.minX, bounds.minY),
      this.toRoad(bounds.maxX, bounds.minY),
      this.toRoad(bounds.minX, bounds.maxY),
      this.toRoad(bounds.maxX, bounds.maxY),
    ];
    const minU = Math.min(...corners.map(({ u }) => u));
    const maxU = Math.max(...corners.map(({ u }) => u));
    const minV = Math.min(...corners.map(({ v }) => v)) - 10;
    const maxV = Math.max(...corners.map(({ v }) => v)) + 10;
    return this.#bands.flatMap((band, bandIndex) => {
      if (band.toV < minV || band.fromV > maxV) return [];
      const first = this.#plotAt(bandIndex, band, minU);
      const last = this.#plotAt(bandIndex, band, maxU);
      return Array.from(
        { length: last - first + 1 },
        (_, step): Plot => ({
          use: this.#useOf(bandIndex, band, first + step),
          id: bandIndex * 4096 + first + step,
          fromU: this.#startOf(bandIndex, band, first + step),
          toU: this.#startOf(bandIndex, band, first + step + 1),
          fromV: band.fromV,
          toV: band.toV,
        }),
      );
    });
  }

  #bend(u: number): number {
    return 4.5 * Math.sin(u / 47 + (this.#seed % 7)) + 1.5 * Math.sin(u / 19 + (this.#seed % 11));
  }

  #band(index: number): Band {
    const band = this.#bands[index];
    if (!band) throw new RangeError(`no land beyond band ${index}`);
    return band;
  }

  #bandAt(v: number): number {
    if (v >= NORTH_FIELDS_FROM) return BANDS.length + 2 * Math.floor((v - NORTH_FIELDS_FROM) / FIELD_DEPTH);
    if (v < SOUTH_FIELDS_FROM)
      return BANDS.length + 1 + 2 * Math.floor((SOUTH_FIELDS_FROM - v) / FIELD_DEPTH);
    return BANDS.findIndex((band) => v >= band.fromV && v < band.toV);
  }

  #plotAt(bandIndex: number, band: Band, u: number): number {
    const guess = Math.floor(u / band.width - 0.5);
    if (u < this.#startOf(bandIndex, band, guess)) return guess - 1;
    return u >= this.#startOf(bandIndex, band, guess + 1) ? guess + 1 : guess;
  }

  #startOf(bandIndex: number, band: Band, plot: number): number {
    // Half a plot off, so that no border of the endless strips (road, track) lies in the middle of the scene.
    return (plot + 0.5 + BORDER_JITTER * (hash(this.#seed, plot, bandIndex) - 0.5)) * band.width;
  }

  #useOf(bandIndex: number, band: Band, plot: number): LandUse {
    const turn = plot + 3 * bandIndex + (this.#seed % 5);
    const count = band.uses.length;
    return band.uses[((turn % count) + count) % count] ?? 'meadow';
  }
}
