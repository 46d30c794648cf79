package io.github.zerobus.actuate;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Web extension of the endpoint: responds with status 404 if there is no such stream to flush, for which the endpoint
 * itself would respond with status 204.
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
     * Waits until all records that a stream has admitted are durable, for at most 5 seconds.
     *
     * @param stream name of the stream
     * @return the result with status 200, or status 404 if there is no such stream
     */
    @WriteOperation
    public WebEndpointResponse<FlushDescriptor> flush(@Selector String stream) {
        FlushDescriptor result = endpoint.flush(stream);
        return result == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(result);
    }
}
