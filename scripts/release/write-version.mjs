/** What is not released yet: `## Unreleased`, or the version that it is meant for, `## 0.1.0 (unreleased)`. */
const UNRELEASED = /^## (?:Unreleased|\S+ \(unreleased\))$/im;
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?$/;

/** A manifest with a new version, which its dependencies on packages of this repository get as well. */
export function withVersion(manifest, version) {
  const changed = { ...manifest };
  if (manifest.version !== undefined) changed.version = version;
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
    if (manifest[kind] === undefined) continue;
    const entries = Object.entries(manifest[kind]);
    changed[kind] = Object.fromEntries(
      entries.map(([name, range]) => [name, name.startsWith('@tiepoint/') ? version : range]),
    );
  }
  return changed;
}

/** A lock file in which the packages in `folders` ('' is the top) have a new version. */
export function lockWithVersion(lock, folders, version) {
  const packages = { ...lock.packages };
  for (const folder of folders) {
    if (packages[folder] === undefined) throw new Error(`package-lock.json has no "${folder}".`);
    packages[folder] = withVersion(packages[folder], version);
  }
  return { ...lock, version, packages };
}

/** The changelog with what was unreleased under a version and its date. Throws where there is nothing to release. */
export function datedChangelog(text, version, date) {
  const heading = UNRELEASED.exec(text);
  if (!heading) throw new Error('CHANGELOG.md has no part "## Unreleased".');
  const [before, after] = [text.slice(0, heading.index), text.slice(heading.index + heading[0].length)];
  const [part = ''] = after.split(/^## /m);
  if (part.trim() === '') throw new Error(`CHANGELOG.md has nothing under "${heading[0]}".`);
  return `${before}## ${version} (${date})${after}`;
}

/** Says what is wrong with a version as the one that follows `current`; undefined: nothing is. */
export function versionProblem(version, current) {
  if (!VERSION.test(version)) return `"${version}" is no version such as 0.2.0.`;
  if (compareVersions(version, current) < 0) return `${version} is older than ${current}.`;
}

function compareVersions(a, b) {
  const [first, second] = [a, b].map((version) => version.split('-')[0].split('.').map(Number));
  const index = first.findIndex((part, place) => part !== second[place]);
  return index < 0 ? 0 : first[index] - second[index];
}
