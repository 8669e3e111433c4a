// Runs the steps of a client one after the other and prints "ok NAME" or "not ok NAME: why" for each. Returns how many failed.
export async function runSteps(steps) {
  let failed = 0;
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
      console.log(`ok ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${name}: ${error.name}: ${String(error.message).replaceAll('\n', ' ')}`);
    }
  }
  return failed;
}
