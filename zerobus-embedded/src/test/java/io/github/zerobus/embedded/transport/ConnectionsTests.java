package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTests {

    private static final int ROUNDS = 300;

    /** Stops the server while connections are accepted but not registered with an event loop yet. */
    @Test
    void serverStopsWhileConnectionsArrive() throws IOException {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Socket> sockets = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
                }
                server.stop();
                assertThat(server.connectionsOpen()).isZero();
                for (Socket socket : sockets) {
                    socket.close();
                }
                server.restart();
            }
        }
    }
}
