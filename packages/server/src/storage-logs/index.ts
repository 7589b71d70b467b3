export { backUpLog } from './backup.ts';
export { startStorageLogBackups } from './timetable.ts';
