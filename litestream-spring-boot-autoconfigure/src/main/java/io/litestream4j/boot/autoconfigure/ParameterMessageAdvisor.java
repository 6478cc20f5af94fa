package io.litestream4j.boot.autoconfigure;

import io.litestream4j.boot.actuate.LitestreamEndpoint;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;

/** Says of a parameter of the {@link LitestreamEndpoint} that cannot be converted, which one it is and what it should be. */
final class ParameterMessageAdvisor implements OperationInvokerAdvisor {

    @Override
    public OperationInvoker apply(
            EndpointId id, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (!id.equals(LitestreamEndpoint.ID)) {
            return invoker;
        }
        return context -> {
            try {
                return invoker.invoke(context);
            } catch (ParameterMappingException e) {
                String reason = reason(e);
                throw new InvalidEndpointRequestException(reason, reason, e);
            }
        };
    }

    private static String reason(ParameterMappingException failure) {
        Class<?> type = failure.getParameter().getType();
        return failure.getParameter().getName() + ": '" + failure.getValue() + "' is not " + expected(type);
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return type == OffsetDateTime.class ? "a time with its offset, as in '2026-11-27T12:00:00Z'" : "text";
    }
}
