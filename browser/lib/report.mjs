// Lines as they come, and the closing one that counts.
const sums = { passed: 0, failed: 0, skipped: 0 };

export function tell(name, problems) {
  const failed = problems.length > 0;
  sums[failed ? 'failed' : 'passed'] += 1;
  console.log(`${failed ? 'FAILED' : 'ok    '} ${name}`);
  for (const problem of problems) console.log(`         ${String(problem).split('\n').slice(0, 12).join('\n         ')}`);
}

export function close() {
  console.log(`\njourneys: ${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
  return sums.failed === 0 && sums.passed > 0;
}
