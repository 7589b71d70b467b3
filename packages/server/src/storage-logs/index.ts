export { backUpLog } from './backup.ts';
export { secureWriteLogs } from './secure-write-logs.ts';
export { startStorageLogBackups, TIMETABLE as STORAGE_LOG_TIMETABLE } from './timetable.ts';
