package io.github.zerobus.actuate;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Answers over HTTP that there is no such stream to flush; without it the answer would look like a success. */
@EndpointWebExtension(endpoint = ZerobusEndpoint.class)
public class ZerobusEndpointWebExtension {

    private final ZerobusEndpoint endpoint;

    /** An extension of the endpoint. */
    public ZerobusEndpointWebExtension(ZerobusEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Waits until what one stream has admitted is durable, 5 seconds at most.
     *
     * @param stream its name
     */
    @WriteOperation
    public WebEndpointResponse<FlushDescriptor> flush(@Selector String stream) {
        FlushDescriptor result = endpoint.flush(stream);
        return result == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(result);
    }
}
