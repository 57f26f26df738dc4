/** The heading of the changes since the last release: `## Unreleased`, or the intended version, `## 0.1.0 (unreleased)`. */
const UNRELEASED = /^## (?:Unreleased|\S+ \(unreleased\))$/im;
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?$/;

/** Sets the version of a manifest, and of its dependencies on packages of this repository. */
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

/** Sets the version of the packages in `folders` ('' is the top) in a lock file. */
export function lockWithVersion(lock, folders, version) {
  const packages = { ...lock.packages };
  for (const folder of folders) {
    if (packages[folder] === undefined) throw new Error(`package-lock.json has no "${folder}".`);
    packages[folder] = withVersion(packages[folder], version);
  }
  return { ...lock, version, packages };
}

/** Puts the unreleased changes under a version with its date, below an empty "Unreleased". Throws if there are none. */
export function datedChangelog(text, version, date) {
  const heading = UNRELEASED.exec(text);
  if (!heading) throw new Error('CHANGELOG.md has no part "## Unreleased".');
  const [before, after] = [text.slice(0, heading.index), text.slice(heading.index + heading[0].length)];
  const [part = ''] = after.split(/^## /m);
  if (part.trim() === '') throw new Error(`CHANGELOG.md has nothing under "${heading[0]}".`);
  return `${before}## Unreleased\n\n## ${version} (${date})${after}`;
}

/** Says why a version cannot follow `current`; undefined if it can. */
export function versionProblem(version, current) {
  if (!VERSION.test(version)) return `"${version}" is not a version; an example is 0.2.0.`;
  if (compareVersions(version, current) < 0) return `${version} is older than ${current}.`;
}

function compareVersions(a, b) {
  const [first, second] = [a, b].map((version) => version.split('-')[0].split('.').map(Number));
  const index = first.findIndex((part, place) => part !== second[place]);
  return index < 0 ? 0 : first[index] - second[index];
}
