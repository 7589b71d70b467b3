import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Technical log, JSON lines on the error stream; secrets are left out by the names below. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      redact: ['apiKey', 'password', 'token', 'authorization', 'headers.authorization', 'headers.cookie'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
