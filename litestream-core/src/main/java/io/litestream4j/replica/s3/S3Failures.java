package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.RetryAfter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Makes calls of the AWS SDK and says in our own words why they fail.
 *
 * @param url the replica, for messages
 * @param bucket the bucket, for messages
 */
record S3Failures(ReplicaUrl url, String bucket) {

    /** How versitygw calls an access key that it does not know, with status 404. */
    private static final String UNKNOWN_USER = "XAdminUserNotFound";

    /** A call of the SDK. */
    interface Call<T> {

        T send() throws IOException;
    }

    /**
     * Makes a call.
     *
     * @param key the object, or what the keys begin with
     * @throws ReplicaFileMissingException if there is no such object
     * @throws PreconditionFailedException if a condition of the request is not fulfilled
     * @throws ReplicaUnavailableException if the service cannot be reached or does not let us in
     */
    <T> T call(S3Action action, String key, Call<T> call) throws IOException {
        try {
            return call.send();
        } catch (AwsServiceException e) {
            throw answered(action, key, e);
        } catch (SdkException e) {
            throw unanswered(action, key, e);
        } catch (RuntimeException e) {
            throw new IOException(message(action, key) + reason(e), e);
        }
    }

    private String message(S3Action action, String key) {
        return "cannot " + action.verb() + " " + key + " in " + url + ": ";
    }

    /** The SDK wraps what the source of an upload throws in exceptions of several kinds. */
    private static String reason(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Returns whether an answer has one of these error codes. */
    static boolean hasCode(AwsServiceException answer, String... codes) {
        return Arrays.asList(codes).contains(code(answer));
    }

    private static @Nullable String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
    }

    private IOException answered(S3Action action, String key, AwsServiceException e) {
        String said = code(e) + ", HTTP status " + e.statusCode() + ", request " + e.requestId();
        String message = message(action, key);
        if (hasCode(e, "NoSuchKey")
                || action == S3Action.READ && e.statusCode() == 404 && !hasCode(e, "NoSuchBucket", UNKNOWN_USER)) {
            return new ReplicaFileMissingException(key + " is not in " + url);
        }
        if (hasCode(e, "PreconditionFailed") || e.statusCode() == 412) {
            boolean ambiguous = e.numAttempts() != null && e.numAttempts() > 1;
            return new PreconditionFailedException(key + " in " + url + " is not as expected", ambiguous, e);
        }
        Optional<String> advice = advice(action, code(e), e.statusCode());
        if (advice.isPresent()) {
            return new ReplicaUnavailableException(message + advice.get() + " (" + said + ")", e, retryAfter(e));
        }
        return new IOException(message + e.getMessage(), e);
    }

    private static Duration retryAfter(AwsServiceException answer) {
        SdkHttpResponse http = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().sdkHttpResponse();
        return http == null
                ? Duration.ZERO
                : RetryAfter.of(
                        http.firstMatchingHeader("Retry-After").orElse(null),
                        http.firstMatchingHeader("Date").orElse(null));
    }

    /** Returns what to do about an answer that has nothing to do with the object. */
    Optional<String> advice(S3Action action, @Nullable String code, int status) {
        String advice =
                switch (code == null ? "" : code) {
                    case "NoSuchBucket" -> "there is no bucket '" + bucket + "': create it, or check name and endpoint";
                    case "InvalidAccessKeyId", "SignatureDoesNotMatch", UNKNOWN_USER ->
                        "the service does not know the access key or its secret: check the credentials";
                    case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                        "the session token has expired or is not valid: renew the credentials";
                    case "RequestTimeTooSkewed" -> "this machine's clock differs from the service's: set it";
                    case "PermanentRedirect",
                            "TemporaryRedirect",
                            "AuthorizationHeaderMalformed",
                            "IllegalLocationConstraintException" -> "the bucket is in another region: set region";
                    case "SlowDown", "ServiceUnavailable", "TooManyRequests", "InternalError" ->
                        "the service is overloaded or has a problem of its own";
                    case "NotImplemented" ->
                        "the service cannot do that; if it is about If-None-Match, set conditional-writes=false";
                    default -> status == 403 ? "not permitted: allow " + action.permission() : "";
                };
        if (!advice.isEmpty()) {
            return Optional.of(advice);
        }
        return status >= 500 || status == 429
                ? Optional.of("the service is overloaded or has a problem of its own")
                : Optional.empty();
    }

    private IOException unanswered(S3Action action, String key, SdkException e) {
        String message = message(action, key);
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException(message + "interrupted");
            interrupted.initCause(e);
            return interrupted;
        }
        return new ReplicaUnavailableException(message + e.getMessage(), e);
    }
}
