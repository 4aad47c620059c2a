// package-lock.json: builds of packages for other systems, which npm drops when its registry did not serve them.

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */
/** @typedef {{ packages: Record<string, Entry> }} LockFile */

const OS = /(?<![a-z0-9])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)(?![a-z0-9])/;
const CPU = /(?<![a-z0-9])(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64|wasm32)(?![a-z0-9])/;

/**
 * Adds each missing optional package of an exact version whose name tells its system, so that npm passes it over
 * elsewhere. No integrity is known for them; npm checks that of all the others.
 * @param {LockFile} given
 * @returns {{ lock: LockFile, added: string[] }}
 */
export function completed(given) {
  const packages = { ...given.packages };
  /** @type {string[]} */
  const added = [];
  for (const [path, entry] of Object.entries(given.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isListed(path, name, given) || !/^\d+\.\d+\.\d+$/.test(version)) continue;
      const os = OS.exec(name)?.[1];
      const cpu = CPU.exec(name)?.[1];
      if (!os || !cpu) continue;
      const libc = /musl/.test(name) ? ['musl'] : os === 'linux' && /gnu/.test(name) ? ['glibc'] : undefined;
      const place = `node_modules/${name}`;
      packages[place] = {
        version,
        cpu: [cpu],
        ...(entry.dev && { dev: true }),
        ...(libc && { libc }),
        optional: true,
        os: [os],
      };
      added.push(place);
    }
  }
  const [root, ...rest] = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { lock: { ...given, packages: Object.fromEntries(root ? [root, ...rest] : []) }, added };
}

// As Node looks packages up: beside the asker, then in each folder above.
/** @param {string} from @param {string} name @param {LockFile} lock */
function isListed(from, name, lock) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}
