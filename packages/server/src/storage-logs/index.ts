export { backUpLog } from './backup.ts';
export { startStorageLogBackups, TIMETABLE as STORAGE_LOG_TIMETABLE } from './timetable.ts';
