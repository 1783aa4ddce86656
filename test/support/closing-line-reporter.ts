import Mocha from 'mocha';

/** Mocha's own report, then one plain line that any machine can read: "N passed, N failed". */
class ClosingLineReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const skipped = pending > 0 ? `, ${pending} skipped` : '';
      process.stdout.write(`\n${passes} passed, ${failures} failed${skipped}\n`);
    });
  }
}

// biome-ignore lint/style/noDefaultExport: mocha takes a reporter from a module's default export.
export default ClosingLineReporter;
