/**
 * Replicas in Amazon S3 and what speaks its API, laid out as Litestream does: {@code <path>/<level>/<name>} with the level
 * as four hex digits, and the LTX time in the metadata {@code litestream-timestamp}.
 *
 * <p>What a URL and its settings mean is decided by values that know no library ({@link S3Location}, {@link S3Settings},
 * {@link S3Credentials}); {@link S3Clients} turns them into a client of the AWS SDK for Java 2, or takes the
 * application's own.
 */
@NullMarked
package io.litestream4j.replica.s3;

import org.jspecify.annotations.NullMarked;
