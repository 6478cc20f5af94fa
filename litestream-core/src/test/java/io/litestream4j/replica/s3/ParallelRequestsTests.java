package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelRequestsTests {

    @Test
    void whereThereIsNoThreadToHaveTheCallerMakesAllRequests() throws IOException {
        ParallelRequests requests = new ParallelRequests(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                4);
        List<Integer> answers = requests.send(IntStream.range(0, 10)
                .<ParallelRequests.Request<Integer>>mapToObj(i -> () -> i)
                .toList());
        assertThat(answers).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}
