import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;

/** Bytes that the machine has, or the container lets us have. */
function memory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Parameters of the embedded server: tuned for long bulk writes beside short reads on a small machine.
 * Durability stays complete: an entry that was acknowledged survives a power cut.
 */
export function serverSettings(
  socketFolder: string,
  own: Record<string, string> = {},
): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    cluster_name: 'perenne',
    max_connections: '60',
    // Of what is searched most, rows and indexes: pages that only the system holds cost ten times as much to look at.
    shared_buffers: `${Math.min(4_096, Math.max(256, Math.round(memory() / 4 / MEGABYTE)))}MB`,
    // What was in memory is there again soon after a start: a search over pages that are not takes three times as long.
    shared_preload_libraries: 'pg_prewarm',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    effective_cache_size: `${Math.max(256, Math.round(memory() / 2 / MEGABYTE))}MB`,
    random_page_cost: '1.1',
    // The binaries hold no just-in-time compiler; off says so to the planner.
    jit: 'off',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // pglz is the only method in these binaries, and the processor is scarcer than the disk.
    wal_compression: 'off',
    wal_buffers: '16MB',
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    autovacuum: 'on',
    // Until a large entry is counted, the planner takes its tables to be empty: a tree opens at a third of its speed.
    autovacuum_naptime: '10s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The supervisor recognises messages of a refused start.
    lc_messages: 'C',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_checkpoints: 'off',
    ...own,
  };
}

/** Names the socket file alone: no port is opened. */
export const PORT = 5432;
