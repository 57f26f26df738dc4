import { Random } from '../../random/random.ts';
import type { Bounds } from '../raster.ts';
import { buildBarn, buildCar, buildGarage, buildHouse, buildSilo } from '../solids/buildings.ts';
import { column, type Solid } from '../solids/solids.ts';
import type { Parcels, Plot } from './parcels.ts';

/** A marking on the ground: a drive, a pool, a flower bed. */
export interface Patch {
  kind: 'drive' | 'patio' | 'pool' | 'bed' | 'vegetables' | 'trampoline' | 'yard' | 'sand';
  round: boolean;
  x: number;
  y: number;
  angle: number;
  halfU: number;
  halfV: number;
  seed: number;
}

/** A tree or shrub: a crown of many leafy bumps. */
export interface Plant {
  x: number;
  y: number;
  radius: number;
  height: number;
  /** Row of the plant palette. */
  species: number;
  conifer: boolean;
}

/** Everything that is built and planted on the land. */
export interface Settlement {
  solids: Solid[];
  patches: Patch[];
  plants: Plant[];
}

/** Ground that is taken, so that trees do not grow through roofs. */
interface Clearing {
  x: number;
  y: number;
  radius: number;
}

/** What the builders of one plot need to know. */
interface Site extends Settlement {
  parcels: Parcels;
  random: Random;
  ground: (x: number, y: number) => number;
  clearings: Clearing[];
}

/** Broad-leaved rows of the plant palette, the common ones more often. */
const SPECIES: readonly number[] = [0, 0, 1, 1, 2, 2, 3, 6];

/** Builds and plants the plots that may touch a rectangle. */
export function settle(
  parcels: Parcels,
  { seed, bounds, ground }: { seed: number; bounds: Bounds; ground: (x: number, y: number) => number },
): Settlement {
  const made: Settlement = { solids: [], patches: [], plants: [] };
  for (const plot of parcels.list(bounds)) {
    const site = { ...made, parcels, ground, random: new Random(seed ^ (plot.id * 7919)), clearings: [] };
    if (plot.use === 'garden') settleGarden(site, plot);
    else if (plot.use === 'farmyard') settleFarm(site, plot);
    else if (plot.use === 'orchard') plantOrchard(site, plot);
    else if (plot.use === 'grove') plantGrove(site, plot);
    else if (plot.use === 'stubble') dropBales(site, plot);
    else if (plot.use === 'meadow') scatterPlants(site, plot, { count: 5, radii: [1.6, 3.8] });
    else if (plot.use === 'road') parkCars(site, plot);
    if (plot.toV - plot.fromV > 20) plantHedge(site, plot);
  }
  return made;
}

function settleGarden(site: Site, plot: Plot): void {
  const { random, parcels } = site;
  const side = plot.fromV > 0 ? 1 : -1;
  const near = side > 0 ? plot.fromV : plot.toV;
  const middle = (plot.fromU + plot.toU) / 2;
  const halfU = random.between(4.9, 6.1);
  const setback = random.between(10.5, 14);
  const spot = parcels.fromRoad(middle + random.between(-0.8, 0.8), near + side * setback);
  const z = site.ground(spot.x, spot.y) + 0.25;
  const angle = spot.angle + (random.chance(0.35) ? Math.PI / 2 : 0) + random.between(-0.06, 0.06);
  site.solids.push(...buildHouse({ ...spot, z, angle }, halfU, random));
  site.clearings.push({ x: spot.x, y: spot.y, radius: 7.6 });

  const garageU = middle + (plot.toU - plot.fromU) * (random.chance(0.5) ? 0.4 : -0.4);
  const garage = parcels.fromRoad(garageU, near + side * 9);
  site.solids.push(...buildGarage({ ...garage, z: site.ground(garage.x, garage.y) }, random));
  site.clearings.push({ x: garage.x, y: garage.y, radius: 4 });
  const drive = parcels.fromRoad(garageU, near + side * 2.4);
  addPatch(site, { kind: 'drive', ...drive, halfU: 1.7, halfV: 3.6 });
  if (random.chance(0.7)) {
    const car = { ...drive, z: site.ground(drive.x, drive.y), angle: drive.angle + Math.PI / 2 };
    site.solids.push(...buildCar(car, random));
  }

  const patio = parcels.fromRoad(middle + random.between(-2, 2), near + side * (setback + 6.4));
  addPatch(site, { kind: 'patio', ...patio, halfU: random.between(2.4, 3.6), halfV: 2.4 });
  const extras = ['pool', 'bed', 'vegetables', 'trampoline', 'sand', 'bed', 'vegetables'] as const;
  for (let count = 0; count < 4; count++) {
    const kind = random.pick(extras);
    const u = random.between(plot.fromU + 4, plot.toU - 4);
    const place = parcels.fromRoad(u, near + side * random.between(19, 26));
    const half = kind === 'pool' ? 3.6 : kind === 'trampoline' ? 1.8 : random.between(1.2, 2.8);
    if (isFree(site, { ...place, radius: half + 1 })) {
      addPatch(site, { kind, ...place, halfU: half, halfV: half * 0.55 });
    }
  }
  scatterPlants(site, plot, { count: 9, radii: [0.6, 1.4] });
  scatterPlants(site, plot, { count: 4, radii: [1.5, 3.4] });
}

function settleFarm(site: Site, plot: Plot): void {
  const { random, parcels } = site;
  const middle = (plot.fromU + plot.toU) / 2;
  const yard = parcels.fromRoad(middle, plot.fromV + 19);
  site.patches.push({ kind: 'yard', round: false, ...yard, halfU: 15, halfV: 16, seed: plot.id });
  const stand = (u: number, v: number, turn: number) => {
    const spot = parcels.fromRoad(middle + u, plot.fromV + v);
    return { x: spot.x, y: spot.y, z: site.ground(spot.x, spot.y) + 0.15, angle: spot.angle + turn };
  };
  const barn = stand(0, 8, 0.03);
  site.solids.push(...buildBarn(barn, { halfU: 12, halfV: 5.6, eaves: 4.8 }, random));
  const stable = stand(-11.5, 23, Math.PI / 2 - 0.04);
  site.solids.push(...buildBarn(stable, { halfU: 7.5, halfV: 3.8, eaves: 3.2 }, random));
  const house = stand(8.5, 28, -0.05);
  site.solids.push(...buildHouse(house, 6.6, random));
  const silo = stand(14.5, 14, 0);
  site.solids.push(...buildSilo(silo, random));
  for (const [u, v] of [
    [-3, 20],
    [1.5, 18],
  ] as const) {
    site.solids.push(...buildCar(stand(u, v, random.between(0, 3)), random));
  }
  for (const [u, v, radius] of [
    [-7, 8, 9],
    [7, 8, 9],
    [-11.5, 23, 9],
    [8.5, 28, 8.5],
    [14.5, 14, 3.5],
    [0, 20, 6],
  ] as const) {
    const spot = parcels.fromRoad(middle + u, plot.fromV + v);
    site.clearings.push({ x: spot.x, y: spot.y, radius });
  }
  scatterPlants(site, plot, { count: 7, radii: [1, 3.6] });
}

function plantOrchard(site: Site, plot: Plot): void {
  const { random } = site;
  for (let u = plot.fromU + 4; u < plot.toU - 3; u += 6.2) {
    for (let v = plot.fromV + 4; v < plot.toV - 3; v += 5.6) {
      if (random.chance(0.1)) continue;
      const spot = site.parcels.fromRoad(u + random.normal(0.35), v + random.normal(0.35));
      const radius = random.between(1.3, 2.1);
      const height = radius * random.between(1.5, 1.9);
      site.plants.push({ x: spot.x, y: spot.y, radius, height, species: 5, conifer: false });
    }
  }
}

function plantGrove(site: Site, plot: Plot): void {
  scatterPlants(site, plot, { count: 60, radii: [1.8, 4], packing: 0.62 });
}

function dropBales(site: Site, plot: Plot): void {
  const { random } = site;
  for (let count = 0; count < 9; count++) {
    const u = random.between(plot.fromU + 4, plot.toU - 4);
    const spot = site.parcels.fromRoad(u, random.between(plot.fromV + 4, plot.toV - 4));
    const straw = { kind: 'straw', colour: [0.82, 0.7, 0.42], seed: plot.id + count } as const;
    const place = { ...spot, z: site.ground(spot.x, spot.y) - 0.1 };
    site.solids.push(
      column(place, { radius: random.between(0.72, 0.85), height: 1.35 }, { side: straw, top: straw }),
    );
  }
}

function parkCars(site: Site, plot: Plot): void {
  const { random, parcels } = site;
  for (let u = Math.max(plot.fromU, -400); u < Math.min(plot.toU, 400); u += random.between(24, 52)) {
    const lane = random.chance(0.5) ? 1 : -1;
    const spot = parcels.fromRoad(u, lane * 1.55);
    const angle = spot.angle + (lane > 0 ? Math.PI : 0);
    site.solids.push(...buildCar({ ...spot, angle, z: site.ground(spot.x, spot.y) + 0.04 }, random));
  }
}

function plantHedge(site: Site, plot: Plot): void {
  const { random, parcels } = site;
  const garden = plot.use === 'garden';
  if (!garden && !random.chance(0.45)) return;
  const [low, high] = garden ? [0.55, 0.75] : [0.8, 1.9];
  for (let v = plot.fromV + (garden ? 2 : 3); v < plot.toV - 1.5; v += low * 1.15) {
    if (!garden && random.chance(0.22)) continue;
    const spot = parcels.fromRoad(plot.fromU + random.normal(garden ? 0.08 : 0.5), v);
    const radius = random.between(low, high);
    if (!isFree(site, { ...spot, radius })) continue;
    const species = garden ? 1 + (plot.id % 2) : random.pick([0, 1, 2]);
    const height = radius * (garden ? 1.9 : random.between(1.3, 1.8));
    site.plants.push({ x: spot.x, y: spot.y, radius, height, species, conifer: false });
  }
}

function scatterPlants(
  site: Site,
  plot: Plot,
  { count, radii, packing = 1 }: { count: number; radii: readonly [number, number]; packing?: number },
): void {
  const { random } = site;
  let missing = count;
  for (let tried = 0; tried < missing * 3 && missing > 0; tried++) {
    const radius = random.between(radii[0], radii[1]);
    const u = random.between(plot.fromU + 1.5, plot.toU - 1.5);
    const spot = site.parcels.fromRoad(u, random.between(plot.fromV + 1.5, plot.toV - 1.5));
    if (!isFree(site, { ...spot, radius: radius * packing })) continue;
    const conifer = radius > 1.5 && random.chance(0.2);
    const height = radius * (conifer ? random.between(3, 3.8) : random.between(1.5, 2.2));
    site.plants.push({ ...spot, radius, height, species: conifer ? 4 : random.pick(SPECIES), conifer });
    site.clearings.push({ x: spot.x, y: spot.y, radius: radius * packing });
    missing--;
  }
}

function addPatch(site: Site, patch: Omit<Patch, 'round' | 'seed'>): void {
  const { halfU, halfV } = patch;
  const round = patch.kind === 'trampoline';
  const seed = Math.floor(site.random.next() * 1e6);
  site.patches.push({ ...patch, round, halfV: round ? halfU : halfV, seed });
  site.clearings.push({ x: patch.x, y: patch.y, radius: Math.max(halfU, halfV) });
}

function isFree(site: Site, { x, y, radius }: Clearing): boolean {
  return site.clearings.every((taken) => Math.hypot(taken.x - x, taken.y - y) > taken.radius + radius);
}
