/** Set-up of every integration test. Vitest runs this file before each test file, and what it imports once in a process. */
import './record-answers.ts';
