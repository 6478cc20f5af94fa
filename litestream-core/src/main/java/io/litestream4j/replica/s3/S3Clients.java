package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaOptions;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.AttributeMap;

/** Turns options into clients. */
final class S3Clients {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private S3Clients() {}

    /** The SDK closes together with itself what it has from a builder, and only that. */
    private record OwnHttpClient(SdkHttpClient http) implements SdkHttpClient.Builder<OwnHttpClient> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return http;
        }
    }

    /** Makes a replica client, with the application's own client if there is one. */
    static ReplicaClient open(ReplicaOptions options, Environment environment) {
        S3Location location = S3Location.of(options, environment);
        S3Settings settings = S3Settings.of(options, location);
        Optional<S3Client> own = options.client(S3Client.class)
                .or(() -> options.client(S3AsyncClient.class).map(BlockingS3Client::new));
        S3Client client = own.orElseGet(() -> createClient(options, environment));
        S3Bucket bucket = S3Bucket.of(options.url(), client, location, settings, options.executor());
        return new S3ReplicaClient(bucket, own.isPresent() ? () -> {} : client::close);
    }

    /** Makes a client of the SDK, without talking to anybody. */
    static S3Client createClient(ReplicaOptions options, Environment environment) {
        S3Location location = S3Location.of(options, environment);
        S3Settings settings = S3Settings.of(options, location);
        SdkHttpClient http = new BlockingHttpClient(
                settings.connectTimeout(),
                settings.requestTimeout(),
                options.sslContext().orElse(null));
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(new OwnHttpClient(http))
                .region(Region.of(location.region()))
                .credentialsProvider(
                        S3CredentialsProviders.of(S3Credentials.of(options, environment), location.region(), http))
                .forcePathStyle(location.pathStyle())
                .overrideConfiguration(overrides(location, settings))
                .authSchemeProvider(signing(settings.signPayload()));
        if (location.endpoint() == null) {
            return builder.crossRegionAccessEnabled(true).useArnRegion(true).build();
        }
        // Others than Amazon know neither checksums behind a body nor bodies in signed chunks.
        return builder.endpointOverride(location.endpoint())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .build();
    }

    private static ClientOverrideConfiguration overrides(S3Location location, S3Settings settings) {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .retryStrategy(retries(settings.maxAttempts()))
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "litestream4j");
        if (location.provider() == S3Provider.TIGRIS) {
            overrides.putHeader("X-Tigris-Consistent", "true");
        }
        return overrides.build();
    }

    /** No token bucket: a store that was away for an hour is asked as patiently as one that hiccups. */
    private static RetryStrategy retries(int maxAttempts) {
        RetryStrategy tries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(maxAttempts)
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE.multipliedBy(5), LONGEST_PAUSE))
                .retryOnException(S3Clients::isWorthAnotherTry)
                .build();
        return new ShortRetries(tries, LONGEST_PAUSE);
    }

    /** What S3 says when it was too slow to take a request, or took another one for the same key at the same moment. */
    private static boolean isWorthAnotherTry(Throwable failure) {
        return failure instanceof S3Exception answer
                && (answer.statusCode() == 408
                        || S3Failures.hasCode(answer, "RequestCanceled", "ConditionalRequestConflict"));
    }

    private static S3AuthSchemeProvider signing(boolean signPayload) {
        S3AuthSchemeProvider standard = S3AuthSchemeProvider.defaultProvider();
        return request -> standard.resolveAuthScheme(request).stream()
                .map(option -> signing(option, signPayload))
                .toList();
    }

    private static AuthSchemeOption signing(AuthSchemeOption option, boolean signPayload) {
        return option.toBuilder()
                .putSignerProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signPayload)
                .build();
    }
}
