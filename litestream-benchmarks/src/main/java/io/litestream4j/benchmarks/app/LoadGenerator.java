package io.litestream4j.benchmarks.app;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The application under test as a program. It says {@value #STARTED} and {@value #ENDED} on its standard output around
 * the measured time, and leaves its figures in a properties file.
 */
public final class LoadGenerator {

    /** The line before the measured time. */
    public static final String STARTED = "MEASURE_START";

    /** The line after the measured time. */
    public static final String ENDED = "MEASURE_END";

    private final LoadOptions options;
    private final PrintStream out;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private LoadGenerator(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs the load that the arguments describe, see {@code LoadOptions}. */
    public static void main(String[] words) throws Exception {
        LoadOptions options = LoadOptions.parse(words);
        try (Application application = Application.open(options)) {
            new LoadGenerator(options, System.out).run(application);
        }
    }

    private void run(Application application) throws SQLException, IOException {
        Writer writer = new Writer(application.dataSource(), options.database(), options.rows());
        writer.write(options.warmup(), options.rate(), false);
        Properties result = new Properties();
        measure(writer, result);
        Writer.parkUntil(System.nanoTime() + options.settle() * 1_000_000_000L);
        writer.describe(result);
        if (options.commitLog() != null) {
            writer.log().write(options.commitLog());
        }
        store(result);
    }

    private void measure(Writer writer, Properties result) throws SQLException {
        out.println(STARTED);
        out.flush();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        writer.write(options.seconds(), options.rate(), true);
        result.setProperty("nanos", Long.toString(System.nanoTime() - start));
        result.setProperty("cpuNanos", Long.toString(system.getProcessCpuTime() - cpu));
        out.println(ENDED);
        out.flush();
    }

    private void store(Properties result) {
        try (var file = Files.newOutputStream(options.result())) {
            result.store(file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
