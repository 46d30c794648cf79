package io.github.zerobus.actuate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Web extension of the endpoint: responds with status 404 if there is no such stream and with 400 if there is no such
 * operation, with the reason as {@code error}. The endpoint itself would respond with status 204, and without a reason.
 */
@EndpointWebExtension(endpoint = ZerobusEndpoint.class)
public class ZerobusEndpointWebExtension {

    private final ZerobusEndpoint endpoint;

    /**
     * Creates an extension.
     *
     * @param endpoint to delegate to
     */
    public ZerobusEndpointWebExtension(ZerobusEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Waits until all records that a stream has admitted are durable, for at most 5 seconds. For requests without a
     * body.
     *
     * @param stream name of the stream
     * @return the result with status 200, or status 404 if there is no such stream
     */
    @WriteOperation
    public WebEndpointResponse<Object> flush(@Selector String stream) {
        return response(stream, endpoint.flush(stream));
    }

    /**
     * Flushes or reopens a stream, for at most 5 seconds. For requests with a JSON body.
     *
     * @param stream name of the stream
     * @param operation {@code flush} or {@code reopen}
     * @return the result with status 200, status 404 if there is no such stream, or 400 if there is no such operation
     */
    @WriteOperation
    public WebEndpointResponse<Object> operate(@Selector String stream, String operation) {
        try {
            return response(stream, endpoint.operate(stream, operation));
        } catch (InvalidEndpointRequestException e) {
            return error(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private WebEndpointResponse<Object> response(String stream, @Nullable OperationDescriptor result) {
        return result == null
                ? error(
                        WebEndpointResponse.STATUS_NOT_FOUND,
                        "There is no stream '" + stream + "'; the streams are " + endpoint.names())
                : new WebEndpointResponse<>(result);
    }

    private static WebEndpointResponse<Object> error(int status, String message) {
        return new WebEndpointResponse<>(Map.of("error", message), status);
    }
}
