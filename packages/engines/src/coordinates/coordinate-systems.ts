import { chooseProjectedFrame, type FrameChoice, type ModelPlace } from './choose-projected-frame.ts';
import { judgeCoordinateSystem } from './judge-coordinate-system.ts';
import { openProj } from './proj/proj.ts';

/** The coordinate systems that models can be given in on this machine. */
export interface CoordinateSystems {
  /** What is possible here, as a sentence for users. */
  describe(): Promise<string>;
  /** Why models can't be given in a system, as a sentence; undefined where they can. */
  judge(written: string): Promise<string | undefined>;
  /** The frame of a georeferenced model in a projected system. */
  choose(written: string, place: ModelPlace): Promise<FrameChoice>;
}

/** Opens PROJ's systems; `folder` holds PROJ's programs, which are otherwise in the search path. */
export function openCoordinateSystems(folder?: string): CoordinateSystems {
  const proj = openProj(folder);
  return {
    async describe() {
      const { installed, problem } = await proj.find();
      return installed
        ? `Projected coordinate systems, by PROJ ${installed.version}`
        : `Local coordinates only: ${problem}`;
    },
    judge: (written) => judgeCoordinateSystem(proj, written),
    async choose(written, place) {
      const { system, problem } = await proj.readSystem(written);
      if (!system) {
        return {
          notes: [`The model is in the local frame (metres east, north and up of its origin): ${problem}`],
        };
      }
      return chooseProjectedFrame(proj, system, place);
    },
  };
}
