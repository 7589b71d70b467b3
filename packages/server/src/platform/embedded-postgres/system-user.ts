import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** Whom PostgreSQL runs as; absent ids: whoever runs the service. */
export interface SystemUser {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** In order of preference; PostgreSQL refuses root, and `nobody` is on every system. */
const CANDIDATES = ['perenne', 'postgres', 'nobody'];

/**
 * The service's own user; for root, the owner of the cluster if there is one already, or an unprivileged
 * user of the system.
 */
export function databaseUser(clusterOwner?: { readonly uid: number; readonly gid: number }): SystemUser {
  if (process.getuid?.() !== 0) return { name: userNameOf() };
  if (clusterOwner !== undefined && clusterOwner.uid !== 0)
    return { name: `user ${clusterOwner.uid}`, uid: clusterOwner.uid, gid: clusterOwner.gid };
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new Error(`PostgreSQL does not run as root and the system has no user ${CANDIDATES.join(', ')}`);
}

/** Whether that user may pass a folder or read a file: its parents' modes, access lists and mounts count, so the system is asked. */
export function isUsableBy(user: SystemUser, path: string): boolean {
  const test = 'if [ -d "$1" ]; then [ -x "$1" ]; else [ -r "$1" ]; fi';
  return spawnSync('/bin/sh', ['-c', test, 'sh', path], { ...idsOf(user), cwd: '/' }).status === 0;
}

/** Options of `spawn` that drop to the user. */
export function idsOf(user: SystemUser): { uid?: number; gid?: number } {
  return user.uid === undefined || user.gid === undefined ? {} : { uid: user.uid, gid: user.gid };
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  const id = Number.parseInt(stdout ?? '', 10);
  return status === 0 && Number.isSafeInteger(id) ? id : undefined;
}

function userNameOf(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under an id without a name.
    return `user ${process.getuid?.()}`;
  }
}
