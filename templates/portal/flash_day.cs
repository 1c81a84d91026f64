<?cs # A day of the trend, a piece: on, visits, sub: plain numbers ?>
<tr><th scope="row" class="tn"><?cs var:on ?></th><td class="n"><?cs var:visits ?></td><td class="n"><?cs var:sub ?></td></tr>
