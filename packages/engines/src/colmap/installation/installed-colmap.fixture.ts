import { execFileSync } from 'node:child_process';

const { TIEPOINT_COLMAP, TIEPOINT_REQUIRE_COLMAP } = process.env;

/** The COLMAP that tests run: its path, or its name in the search path. */
export const COLMAP = TIEPOINT_COLMAP ?? 'colmap';

/**
 * Options of a test that runs the real COLMAP: where it is not installed, the test is skipped and says so. With
 * `TIEPOINT_REQUIRE_COLMAP`, as in `.ci/run`, it runs all the same, and fails.
 */
export const needsColmap: { skip: string | false } = {
  skip:
    TIEPOINT_REQUIRE_COLMAP || isInstalled()
      ? false
      : `Not run: COLMAP is not installed (${COLMAP} is not found).`,
};

function isInstalled(): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', COLMAP], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
