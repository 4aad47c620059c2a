// What set-up decides: from what is there to what is to be done. No reading, no doing.

export const MODES = /** @type {const} */ (['demo', 'test', 'start']);
/** @typedef {typeof MODES[number]} Mode */
/**
 * @typedef {object} State what was found
 * @property {boolean} packages npm's, as the lock file says
 * @property {boolean} browser one that runs
 * @property {boolean} redis a server program, or the address of a running server
 * @property {boolean} postgres likewise
 * @property {boolean} imap likewise
 * @property {boolean} web the built review app is of the present sources, or there are no sources
 */
/** @typedef {'packages' | 'browser' | 'redis' | 'postgres' | 'imap' | 'web'} Part */

const NEEDS = /** @type {Record<Mode, Part[]>} */ ({
  demo: ['packages', 'browser', 'web'],
  start: ['packages', 'browser', 'web'],
  test: ['packages', 'browser', 'redis', 'postgres', 'imap', 'web'],
});

/**
 * @param {Mode} mode
 * @param {State} state
 * @returns {Part[]} what is missing, in the order of doing
 */
export const missing = (mode, state) => NEEDS[mode].filter((part) => !state[part]);

/** @param {string | undefined} text @returns {text is Mode} */
export const isMode = (text) => MODES.some((mode) => mode === text);

const OLDEST_NODE = [20, 19];

/** @param {string} version without the leading v */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE;
  return major > oldMajor || (major === oldMajor && minor >= oldMinor);
}

/**
 * Whether npm's own record of node_modules holds what the lock file asks for. npm writes that record last, and
 * removes it first when it starts over, so that a broken-off installation never passes.
 * @param {Lock} lock package-lock.json
 * @param {Lock | undefined} record node_modules/.package-lock.json
 */
export function isInstalled(lock, record) {
  if (!record?.packages) return false;
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const there = record.packages?.[path];
    // Packages for other systems, and optional ones that would not install here.
    if (!there) return wanted.optional === true || wanted.devOptional === true;
    return there.version === wanted.version && there.integrity === wanted.integrity;
  });
}
/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

/** @typedef {'apt' | 'dnf' | 'apk' | 'brew'} Packager */
/** @typedef {'browser' | 'redis' | 'postgres' | 'imap'} SystemPart */

/** Package names by packager. */
export const PACKAGES = /** @type {Record<Packager, Record<SystemPart, string>>} */ ({
  apt: { browser: 'chromium', redis: 'redis-server', postgres: 'postgresql', imap: 'dovecot-imapd' },
  dnf: { browser: 'chromium', redis: 'valkey', postgres: 'postgresql-server', imap: 'dovecot' },
  apk: { browser: 'chromium', redis: 'redis', postgres: 'postgresql', imap: 'dovecot' },
  brew: { browser: 'google-chrome', redis: 'redis', postgres: 'postgresql@17', imap: 'dovecot' },
});

/**
 * What a person has to run when we cannot: exact commands for each system.
 * @param {SystemPart[]} parts
 * @returns {string[]} lines
 */
export function commandsFor(parts) {
  /** @param {Packager} packager @param {SystemPart[]} of */
  const names = (packager, of = parts) => of.map((part) => PACKAGES[packager][part]).join(' ');
  const servers = parts.filter((part) => part !== 'browser');
  const brew = [
    ...(parts.includes('browser') ? [`brew install --cask ${PACKAGES.brew.browser}`] : []),
    ...(servers.length > 0 ? [`brew install ${names('brew', servers)}`] : []),
  ];
  return [
    `Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names('apt')}`,
    ...ubuntu(parts),
    `Fedora:  sudo dnf install -y ${names('dnf')}`,
    `Alpine:  sudo apk add ${names('apk')}`,
    `macOS:   ${brew.join(' && ')}`,
  ];
}

// Ubuntu's own chromium package only fetches a snap, which cannot be driven from a temporary profile.
/** @param {SystemPart[]} parts */
function ubuntu(parts) {
  const servers = parts.filter((part) => part !== 'browser').map((part) => PACKAGES.apt[part]);
  const commands = [
    ...(servers.length > 0
      ? [`sudo apt-get update && sudo apt-get install -y --no-install-recommends ${servers.join(' ')}`]
      : []),
    ...(parts.includes('browser') ? ['npx playwright install --with-deps chromium'] : []),
  ];
  return [`Ubuntu:  ${commands.join(' && ')}`];
}

// Not every release has it, and everything works without it.
const WITH_SHELL =
  'apt-get -o DPkg::Lock::Timeout=180 install -y --no-install-recommends chromium-headless-shell || true\n';

/** Services whose name is not that of their Debian package. */
const UNITS = /** @type {Record<string, string>} */ ({ 'dovecot-imapd': 'dovecot' });

const MARK = 'Left by an interrupted set-up of Claimwright: remove this file.';

/**
 * One shell script, run as root: installs Debian packages without starting their services, now or at the next boot,
 * because tests and demo start servers of their own. A policy file that is there already stays.
 * @param {string[]} names
 */
export const aptScript = (names) => `
set -e
policy=/usr/sbin/policy-rc.d
if [ -f "$policy" ] && grep -qs ${quote(MARK)} "$policy"; then rm -f "$policy"; fi
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '%s\\n' '#!/bin/sh' ${quote(`# ${MARK}`)} 'exit 101' > "$policy"
  chmod 755 "$policy"
fi
apt-get -o DPkg::Lock::Timeout=180 -o Acquire::Retries=2 update
apt-get -o DPkg::Lock::Timeout=180 install -y --no-install-recommends ${names.map(quote).join(' ')}
${names.includes(PACKAGES.apt.browser) ? WITH_SHELL : ''}for unit in ${names.map((name) => quote(UNITS[name] ?? name)).join(' ')}; do
  if [ -d /run/systemd/system ]; then systemctl disable "$unit"; else update-rc.d "$unit" disable; fi >/dev/null 2>&1 || true
done`;

/** @param {string} text */
const quote = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
