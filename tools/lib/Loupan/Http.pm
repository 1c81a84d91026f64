package Loupan::Http;

# HTTP::Tiny writes a request's head and its body apart.  On a connection that is kept, the
# body then waits for the server's delayed acknowledgement of the head: 40 ms for each POST,
# five times what the POST itself takes.  TCP_NODELAY sends it at once.

use v5.36;
use parent 'HTTP::Tiny';
use Socket qw(IPPROTO_TCP TCP_NODELAY);

sub _open_handle($self, @of) {
    my $handle = $self->SUPER::_open_handle(@of);
    setsockopt $handle->{fh}, IPPROTO_TCP, TCP_NODELAY, 1;
    return $handle;
}

1;
