package io.litestream4j.boot.autoconfigure;

import io.litestream4j.boot.actuate.LitestreamEndpoint;
import io.litestream4j.boot.actuate.LitestreamOperation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.actuate.endpoint.invoke.reflect.OperationMethod;
import org.springframework.boot.actuate.endpoint.invoke.reflect.ReflectiveOperationInvoker;

/**
 * Lets operations of the {@link LitestreamEndpoint} have their parameters in the query of a request without a body. Spring Boot
 * sends such a request to the method that has none besides the path, and asks for JSON where there are others; the arguments that
 * it collects hold the query all the same.
 */
final class QueryParameterAdvisor implements OperationInvokerAdvisor {

    private final ObjectProvider<LitestreamEndpoint> endpoint;

    private final ObjectProvider<ParameterValueMapper> mapper;

    QueryParameterAdvisor(ObjectProvider<LitestreamEndpoint> endpoint, ObjectProvider<ParameterValueMapper> mapper) {
        this.endpoint = endpoint;
        this.mapper = mapper;
    }

    @Override
    public OperationInvoker apply(
            EndpointId id, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        return id.equals(LitestreamEndpoint.ID) && isOperation(parameters) ? withAllParameters() : invoker;
    }

    private static boolean isOperation(OperationParameters parameters) {
        return parameters.stream().anyMatch(parameter -> parameter.getType() == LitestreamOperation.class);
    }

    private OperationInvoker withAllParameters() {
        Method method = Stream.of(LitestreamEndpoint.class.getMethods())
                .filter(candidate -> candidate.isAnnotationPresent(WriteOperation.class))
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow();
        return new ReflectiveOperationInvoker(
                endpoint.getObject(), new OperationMethod(method, OperationType.WRITE), mapper.getObject());
    }
}
