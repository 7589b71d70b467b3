/** Flags of every Node.js process that runs the project's TypeScript. */
export const NODE_FLAGS = [
  // Type stripping is still called experimental.
  '--disable-warning=ExperimentalWarning',
  // Node.js strips types by a WebAssembly module in every thread. After 1,000 calls V8 replaces a wrapper of its
  // imports by a faster one, in a cache that all threads share; two threads at it at once can end the process with
  // "Check failed: jit_page.has_value()" (V8's ThreadIsolation::UnregisterWasmAllocation; nodejs/node#64500).
  // Never to replace it costs nothing that can be measured.
  '--wasm-wrapper-tiering-budget=1000000000',
  // V8 would take three times 16 MB for what is new in each thread: what an entry makes is soon old or gone.
  '--max-semi-space-size=8',
];
