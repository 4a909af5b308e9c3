"""An RTSP server with test pictures under /h264 and /mjpeg, for as long as its input is open.

    rtsp_server.py PORT      0 takes a free one

Says "ready PORT" once it listens, or "unavailable WHY" where GStreamer or a part of it is missing.
"""

import sys

try:
    import gi

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtspServer
except (ImportError, ValueError) as e:
    print("unavailable", e, flush=True)
    sys.exit()

PICTURES = "videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=25/1"
STREAMS = {
    "/h264": PICTURES + " ! openh264enc gop-size=10 ! rtph264pay name=pay0 pt=96 config-interval=-1",
    "/mjpeg": PICTURES + " ! jpegenc ! rtpjpegpay name=pay0 pt=26",
}

Gst.init(None)
for element in ["videotestsrc", "openh264enc", "rtph264pay", "jpegenc", "rtpjpegpay"]:
    if Gst.ElementFactory.find(element) is None:
        print("unavailable", "GStreamer element " + element, flush=True)
        sys.exit()

server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])
for path, pipeline in STREAMS.items():
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch("( " + pipeline + " )")
    server.get_mount_points().add_factory(path, factory)

loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_HUP, lambda *_: loop.quit())
if server.attach(None) == 0:
    sys.exit(f"port {sys.argv[1]} cannot be listened on")
print("ready", server.get_bound_port(), flush=True)
loop.run()
