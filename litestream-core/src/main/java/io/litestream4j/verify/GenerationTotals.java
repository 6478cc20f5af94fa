package io.litestream4j.verify;

import io.litestream4j.restore.v03.V03File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one generation of a backup of Litestream 0.3 holds.
 *
 * @param name its name, 16 hex digits
 * @param files number of snapshots and WAL segments, at least 1
 * @param bytes their size, compressed
 */
public record GenerationTotals(String name, int files, long bytes) {

    static List<GenerationTotals> of(List<V03File> files) {
        List<GenerationTotals> totals = new ArrayList<>();
        byGeneration(files)
                .forEach((name, of) -> totals.add(new GenerationTotals(
                        name,
                        of.size(),
                        of.stream().mapToLong(file -> file.object().size()).sum())));
        return totals;
    }

    static Map<String, List<V03File>> byGeneration(List<V03File> files) {
        return files.stream().collect(Collectors.groupingBy(V03File::generation, TreeMap::new, Collectors.toList()));
    }
}
